import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB, MODERATOR, OWNER } from '../../sandbox/cards/samples/pictures.ts';
import {
  block,
  CASE,
  caseState,
  moderation,
  pictureRecord,
  recordAnswers,
} from '../../sandbox/cards/samples/records.ts';
import { recordActions } from '../../src/core/custom-ids.ts';
import { languages } from '../../src/core/language.ts';
import { textsFor } from '../../src/i18n/index.ts';
import {
  isPromptCut,
  longPrompt,
  renderCase,
  renderConfirmRemoval,
  renderRecord,
  renderRecordAnswer,
} from '../../src/views/cases.ts';
import { renderReportForm } from '../../src/views/forms.ts';
import { anyCase, anyRecord } from './any.ts';
import { allButtons, allText, customIds, galleryItems } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

const noFile = { promptFile: undefined };
const actionsIn = (body: Parameters<typeof customIds>[0]) => customIds(body).map((id) => id.split(':')[3]);

describe('a picture record', () => {
  it('fits into a message, whatever was typed and reported', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...languages), fc.boolean(), (state, language, hasFile) => {
        const body = renderRecord(state, { promptFile: hasFile ? 'attachment://prompt.txt' : undefined }, language);
        expectWithinLimits(body);
        for (const item of galleryItems(body)) expect(item.spoiler).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('says what was paid, who is suspended, and how often it was reported', () => {
    const state = pictureRecord({
      block: block(),
      deletions: 1,
      suspensions: 2,
      flagged: 1,
      reports: { count: 3, lastAt: 1_790_000_000_000, reasons: ['rude **words**'] },
    });
    const text = allText(renderRecord(state, noFile, 'en'));
    expect(text).toContain('Price 4 credits, charged 3 · done');
    expect(text).toContain(`Suspended by <@${MODERATOR}> until <t:1790000000:f> (spam)`);
    expect(text).toContain('1 deletion, 2 suspensions');
    expect(text).toContain('3 reports, the last <t:1790000000:R>\n> rude \\*\\*words\\*\\*');
    expect(text).toContain('Marked as NSFW by the provider: 1 of 1 picture');
  });

  it('of what is gone offers nothing that is about the picture', () => {
    const state = pictureRecord({ isErased: true, input: {}, strip: undefined });
    const body = renderRecord(state, noFile, 'en');
    expect(actionsIn(body)).toEqual(['hour', 'day', 'lasting']);
    expect(allText(body)).toContain('Deleted: the pictures, the prompt and the settings are gone.');
    expect(actionsIn(renderRecord(pictureRecord({ isCaseOpen: true }), noFile, 'en'))).toEqual([
      ...['delete', 'spoiler', 'dismiss'],
      ...['hour', 'day', 'lasting'],
    ]);
  });

  it('offers to lift a suspension where there is one, and nothing else about the member', () => {
    expect(actionsIn(renderRecord(pictureRecord({ block: block() }), noFile, 'en'))).toEqual([
      'delete',
      'spoiler',
      'lift',
    ]);
  });

  it('calls a member’s private step by no other name', () => {
    const body = renderRecord(pictureRecord({ chain: [{ kind: 'private' }] }), noFile, 'en');
    expect(allText(body)).toContain('**Steps before**\n1. private step');
  });
});

describe('a prompt', () => {
  it.each([
    ['a fox', false],
    ['x'.repeat(1200), false],
    ['x'.repeat(1201), true],
    ['*'.repeat(600), false],
    ['*'.repeat(601), true],
  ])('%# is cut only where it must be', (prompt, isCut) => {
    expect(isPromptCut(prompt)).toBe(isCut);
    expect(longPrompt(prompt).length).toBeLessThanOrEqual(1201);
  });
});

describe('the message of a case', () => {
  it('fits into a message, whatever was typed and reported', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...languages), (state, language) => {
        expectWithinLimits(renderCase(state, language));
      }),
      { numRuns: 150 },
    );
  });

  it('tells what moderators did and how it ended, and offers what is left', () => {
    const open = renderCase(caseState(), 'en');
    expect(allText(open)).toContain(`**Reported picture · Imagine**\nAsked for by <@${OWNER}>`);
    expect(actionsIn(open)).toEqual(['open', 'delete', 'spoiler', 'dismiss', 'hour', 'day', 'lasting']);
    const suspended = renderCase(caseState({ isSuspended: true }), 'en');
    expect(actionsIn(suspended)).toEqual(['open', 'delete', 'spoiler', 'dismiss', 'lift']);
    expect(customIds(open)[0]).toBe(`v1:mod:record:open:${CASE}:1`);
    const moderations = [
      moderation(),
      moderation({ deed: 'lift' }),
      moderation({ deed: 'spoiler' }),
      moderation({ until: undefined }),
    ];
    const closed = { at: 1_790_000_000_000, by: MODERATOR, outcome: 'dismissed' } as const;
    const shut = renderCase(caseState({ closed, moderations }), 'en');
    const text = allText(shut);
    expect(text).toContain(`Suspended by <@${MODERATOR}> <t:1790000000:R>, until <t:1790000000:f>`);
    expect(text).toContain('Suspension lifted by');
    expect(text).toContain('Covered as a spoiler by');
    expect(text).toContain('until lifted');
    expect(text).toContain(`**Dismissed by <@${MODERATOR}>** <t:1790000000:R>`);
    expect(actionsIn(shut)).not.toContain('dismiss');
  });
});

describe.each(languages)('in %s', (language) => {
  it('every answer is a sentence, and fits', () => {
    const texts = recordAnswers.map((answer) => allText(renderRecordAnswer(answer, language)));
    for (const answer of recordAnswers) expectWithinLimits(renderRecordAnswer(answer, language));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).toMatch(/\S.+[.]$/);
  });

  it('a picture goes only after a last word', () => {
    expect(customIds(renderConfirmRemoval(JOB, language))).toEqual([`v1:mod:record:sure:${JOB}:1`]);
  });

  it('labels fit their buttons, and the form its fields', () => {
    const { buttons } = textsFor(language).record;
    for (const action of recordActions) expect(buttons[action].length).toBeLessThanOrEqual(80);
    expect(
      new Set(allButtons(renderCase(caseState(), language)).map((each) => ('label' in each ? each.label : ''))).size,
    ).toBe(7);
    const form = renderReportForm({ action: 'report', step: 'form', subject: JOB, n: 1 }, language);
    expect(form.custom_id).toBe(`v1:report-form:${JOB}:1`);
    expect(form.title.length).toBeLessThanOrEqual(45);
    const [field] = form.components;
    expect(field).toMatchObject({ component: { custom_id: 'reason', max_length: 300, required: false } });
    if (field && 'label' in field) {
      expect(field.label.length).toBeLessThanOrEqual(45);
      expect(field.description?.length).toBeLessThanOrEqual(100);
    }
  });
});
