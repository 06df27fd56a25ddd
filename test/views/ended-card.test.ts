import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { card, JOB, operation, picture } from '../../sandbox/cards/samples/pictures.ts';
import { type FailureCode, failureCodes } from '../../src/core/failure.ts';
import { renderCard } from '../../src/views/card.ts';
import { allButtons, allText, customIds, galleryItems, urls } from './body-parts.ts';

const english = (over: Parameters<typeof card>[0]) => renderCard(card(over), 'en');
const vietnamese = (over: Parameters<typeof card>[0]) => renderCard(card(over), 'vi');
const finished = { kind: 'finished', isLate: false } as const;

describe('a finished card', () => {
  it('shows each picture with alt text in the language, and as a spoiler where it is one', () => {
    const pictures = [picture(), picture({ file: { url: 'attachment://darkroom-2.png', isSpoiler: true } })];
    expect(galleryItems(vietnamese({ status: finished, pictures }))).toEqual([
      { media: { url: 'attachment://darkroom-1.png' }, description: 'một con cáo trong tuyết', spoiler: false },
      { media: { url: 'attachment://darkroom-2.png' }, description: 'một con cáo trong tuyết', spoiler: true },
    ]);
  });

  it('links the original with its size', () => {
    expect(allButtons(english({ status: finished, pictures: [picture()] }))[0]).toEqual({
      type: ComponentType.Button,
      style: ButtonStyle.Link,
      label: 'Open full size (2048×1152)',
      url: 'https://files.example.com/1.png',
    });
  });

  it('links the originals of several pictures in one line of numbers', () => {
    const pictures = Array.from({ length: 12 }, (_, index) => picture({ link: `https://files.example.com/${index}` }));
    const body = english({ status: finished, pictures });
    expect(urls(body)).toEqual([]);
    expect(allText(body)).toContain('-# Full size: [1](<https://files.example.com/0>) · [2](');
    expect(allText(body)).toContain('[12](<https://files.example.com/11>)');
  });

  it.each(['javascript:alert(1)', 'not a link', `https://files.example.com/${'a'.repeat(512)}`])(
    'leaves out %s',
    (link) => {
      const body = english({ status: finished, pictures: [picture({ link })] });
      expect(urls(body)).toEqual([]);
      expect(allText(body)).not.toContain('](');
    },
  );

  it('promises the link that is still to come', () => {
    const pictures = [picture({ link: undefined, isLinkPending: true })];
    expect(allText(english({ status: finished, pictures }))).toContain(
      'The lasting link follows as soon as the file service is back.',
    );
  });

  it('neither shows nor links what the channel may not see, and says so', () => {
    const body = english({ status: finished, pictures: [picture({ file: undefined, isHidden: true })] });
    expect(galleryItems(body)).toEqual([]);
    expect(urls(body)).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('files.example.com');
    expect(allText(body)).toContain('1 picture marked as NSFW is not shown in this channel.');
  });

  it('says of what there is no copy of any more that it is gone, and nothing else', () => {
    const text = allText(english({ status: finished, pictures: [picture({ file: undefined, link: undefined })] }));
    expect(text).toContain('1 picture cannot be shown: there is no copy of it here any more.');
    expect(text).not.toContain('NSFW');
  });

  it('tells plainly which pictures are missing and why', () => {
    const pictures = ['a', 'b', 'c'].map((jobId) => picture({ jobId }));
    const text = allText(english({ status: finished, pictures, failures: ['refused'], price: 4, charged: 3 }));
    expect(text).toContain("3 of 4 pictures; 1 was given back because the provider's content check turned it down.");
    expect(text).toContain('3 credits (1 given back) · 49 left today');
  });

  it('groups the reasons of several', () => {
    const failures: readonly FailureCode[] = ['deadline', 'refused', 'deadline', 'internal', 'unknown', 'task-lost'];
    const text = allText(english({ status: finished, pictures: [picture()], failures }));
    expect(text).toContain('1 of 7 pictures; 2 were given back because it took too long; 1 was');
    expect(text).toContain('2 were given back for other reasons.');
  });

  it('is free when it comes late', () => {
    const text = allText(english({ status: { kind: 'finished', isLate: true }, price: 2, charged: 0 }));
    expect(text).toContain('so it is free');
    expect(text).toContain('2 credits given back');
  });

  it('offers what the operation offers, each action once', () => {
    const twice = { ...operation, followUps: [...operation.followUps, ...operation.followUps] };
    expect(customIds(english({ status: finished, operation: twice }))).toEqual([`v1:again:${JOB}:1`]);
  });
});

describe('a card that ended without a picture', () => {
  it.each(failureCodes)('says for %s what happened, that the credits are back and what to do', (reason) => {
    for (const [language, back] of [
      ['en', 'Your 4 credits are back.'],
      ['vi', 'Bạn đã được hoàn 4 điểm.'],
    ] as const) {
      const body = renderCard(card({ status: { kind: 'failed', reason }, price: 4, charged: 0 }), language);
      expect(allText(body)).toMatch(new RegExp(`\\*\\*.+\\.\\*\\* ${back} .{10,}\\.\\n`));
    }
  });

  it('offers another try for each reason that a repeat can mend, and names the button', () => {
    for (const reason of failureCodes) {
      const body = english({ status: { kind: 'failed', reason } });
      // a held picture is paid for and comes by itself
      const isHopeless = ['unreadable-record', 'input-refused', 'result-held'].includes(reason);
      expect(customIds(body)).toEqual(isHopeless ? [] : [`v1:retry:${JOB}:1`]);
      if (allText(body).includes('**Try again**')) expect(JSON.stringify(body)).toContain('"label":"Try again"');
    }
  });

  it('names the option of a picture that turned out not to do', () => {
    const refusal = { code: 'picture-too-small', option: 'style_reference', minimum: 160 } as const;
    const status = { kind: 'failed', reason: 'input-refused', refusal } as const;
    expect(allText(english({ status, charged: 0 }))).toContain('style_reference');
    expect(allText(vietnamese({ status, charged: 0 }))).toContain('160');
  });

  it('says that the try after an unknown outcome is free', () => {
    const status = { kind: 'failed', reason: 'unknown' } as const;
    expect(allText(english({ status, charged: 0 }))).toContain('Press **Try again**: that is free this once.');
    expect(allText(vietnamese({ status, charged: 0 }))).toContain('**Thử lại**: lần này miễn phí');
  });

  it.each(['cancelled', 'restarted'] as const)('gives the credit back and another try when it was %s', (kind) => {
    const body = english({ status: { kind }, price: 1, charged: 0 });
    expect(allText(body)).toContain('Your credit is back.');
    expect(customIds(body)).toEqual([`v1:retry:${JOB}:1`]);
    expect(allText(english({ status: { kind }, price: 0, charged: 0 }))).toContain('It cost you nothing.');
  });
});
