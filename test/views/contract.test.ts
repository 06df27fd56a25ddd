import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyCard } from '../../sandbox/cards/every-card.ts';
import { card, chainPage, JOB, options } from '../../sandbox/cards/samples/pictures.ts';
import { type Language, languages } from '../../src/core/language.ts';
import { renderCard } from '../../src/views/card.ts';
import { renderCase, renderRecord } from '../../src/views/cases.ts';
import { renderChain, withChain } from '../../src/views/chain.ts';
import { commandBody } from '../../src/views/command-body.ts';
import { renderBatchForm, renderPromptForm, renderRepeatForm } from '../../src/views/forms.ts';
import { renderHistory } from '../../src/views/history.ts';
import { renderJobs } from '../../src/views/jobs.ts';
import { renderPresets } from '../../src/views/menus.ts';
import { privately } from '../../src/views/message-body.ts';
import { anyCard, anyCase, anyChainPage, anyHistoryPage, anyJobsPage, anyRecord } from './any.ts';
import { filesOf, type galleryItems } from './body-parts.ts';
import { openContract, requestsOf, type Sent } from './discord-contract.ts';
import { limitBodies } from './limit-bodies.ts';

describe('Discord', () => {
  let contract: Awaited<ReturnType<typeof openContract>>;
  beforeAll(async () => {
    contract = await openContract();
  });
  const complaints = (sent: Sent) => contract.complaints(sent);

  const complaintsOf = (body: Parameters<typeof galleryItems>[0]) =>
    requestsOf(body, filesOf(body)).flatMap(complaints);
  const complaintsOfForm = (data: object) => {
    const path = '/api/v10/interactions/1100000000000000002/token/callback';
    return complaints({ method: 'POST', path, body: { type: 9, data } });
  };

  it('would refuse a card with a broken button', () => {
    const body = renderCard(card({ jobId: 'x'.repeat(200), mayCancel: true }), 'en');
    expect(complaintsOf(body)).not.toEqual([]);
  });

  it.each(languages)('takes every message, public and private, in %s', (language: Language) => {
    const groups = everyCard(language);
    expect(Object.keys(groups).length).toBeGreaterThan(15);
    for (const { name, body } of Object.values(groups).flat()) {
      if ('title' in body) continue;
      expect(complaintsOf(body), name).toEqual([]);
      const [, callback] = requestsOf(privately(body), filesOf(body));
      expect(callback && complaints(callback), name).toEqual([]);
    }
  });

  it.each(languages)('takes every form, in %s', (language: Language) => {
    const forms = Object.values(everyCard(language))
      .flat()
      .flatMap(({ body }) => ('title' in body ? [body] : []));
    expect(forms.length).toBeGreaterThan(5);
    for (const data of forms) expect(complaintsOfForm(data)).toEqual([]);
  });

  it('takes a card of anything', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...languages), (state, language) => {
        expect(complaintsOf(renderCard(state, language))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(languages)('takes a page of anything, in %s', (language: Language) => {
    const pages = fc.oneof(
      anyJobsPage.map((page) => renderJobs(page, language)),
      anyHistoryPage.map((page) => renderHistory(page, language)),
      anyChainPage.map((page) => renderChain(page, language)),
      anyCase.map((state) => renderCase(state, language)),
      anyRecord.map((state) => renderRecord(state, { promptFile: undefined }, language)),
      anyCard.map((state) => withChain(renderCard(state, language), chainPage(), language)),
    );
    fc.assert(
      fc.property(pages, (body) => {
        expect(complaintsOf(body)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each(languages)('takes the longest forms and menus, in %s', (language: Language) => {
    const at = { subject: JOB, n: 4 } as const;
    expect(complaintsOf(renderPresets({ action: 'restyle', step: 'preset', ...at }, [], 38, language))).toEqual([]);
    const long = { en: 'Imagine'.repeat(20), vi: 'Vẽ' };
    const choices = Array.from({ length: 25 }, (_, n) => ({ value: `deed ${n}`, name: long, price: n }));
    const id = { action: 'prompt', step: 'form', ...at } as const;
    const forms = [
      renderPromptForm(id, { prompt: undefined, isFromResult: true, price: 1 }, language),
      renderPromptForm(id, { prompt: 'x'.repeat(3000), isFromResult: false, price: undefined }, language),
      renderBatchForm({ isPrivate: true, isSpoiler: false }, choices, language),
      renderRepeatForm(
        { subject: JOB, n: 1 },
        Array.from({ length: 10 }, () => long),
        20,
        language,
      ),
    ];
    for (const data of forms) expect(complaintsOfForm(data)).toEqual([]);
  });

  it.each(languages)('takes every answer of /limits as long as it gets, in %s', (language: Language) => {
    for (const body of limitBodies(language)) expect(complaintsOf(body)).toEqual([]);
  });

  it('takes a command, globally and in a server', () => {
    const shape = {
      name: 'imagine',
      localNames: { vi: 'vẽ' },
      description: { en: 'Make a picture', vi: 'Tạo ảnh' },
      options,
    };
    const commands = '/api/v10/applications/1100000000000000001';
    const everywhere = { method: 'PUT', path: `${commands}/commands`, body: [commandBody(shape, 'global')] };
    const inGuild = {
      method: 'PUT',
      path: `${commands}/guilds/1100000000000000002/commands`,
      body: [commandBody(shape, 'guild')],
    };
    expect([...complaints(everywhere), ...complaints(inGuild)]).toEqual([]);
  });
});
