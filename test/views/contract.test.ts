import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { moderatorCommands } from '../../src/commands/index.ts';
import { expandPresets, relightPresets } from '../../src/commands/presets.ts';
import type { CardStatus } from '../../src/core/card.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { type Language, languages } from '../../src/core/language.ts';
import { renderBatchForm } from '../../src/views/batch-form.ts';
import { renderCase } from '../../src/views/case-message.ts';
import { renderChain } from '../../src/views/chain-page.ts';
import { commandBody } from '../../src/views/command-body.ts';
import { renderComparison } from '../../src/views/comparison.ts';
import { renderConfirmDelete } from '../../src/views/confirm-delete.ts';
import { renderDenial } from '../../src/views/denials.ts';
import { renderHelpFor } from '../../src/views/help-command.ts';
import { renderHelp } from '../../src/views/help-list.ts';
import { renderHistory } from '../../src/views/history-page.ts';
import { renderCard } from '../../src/views/job-card.ts';
import { renderJobs } from '../../src/views/jobs-page.ts';
import { privately } from '../../src/views/message-body.ts';
import { renderNotice } from '../../src/views/notices.ts';
import { renderCommandToCopy, renderPresets } from '../../src/views/preset-menu.ts';
import { renderConfirmRemoval, renderRecordAnswer } from '../../src/views/record-answers.ts';
import { renderRecord } from '../../src/views/record-page.ts';
import { renderRefusal } from '../../src/views/refusals.ts';
import { renderRepeatForm } from '../../src/views/repeat-form.ts';
import { renderReportForm } from '../../src/views/report-form.ts';
import { renderPromptForm, renderRewordForm } from '../../src/views/result-forms.ts';
import { withChain } from '../../src/views/with-chain.ts';
import { denials, notices, refusals } from './answer-samples.ts';
import { galleryItems } from './body-parts.ts';
import { anyCard, card, JOB, options, picture } from './card-samples.ts';
import { anyChainPage, chainPage } from './chain-samples.ts';
import { openContract, requestsOf, type Sent } from './discord-contract.ts';
import { limitBodies } from './limit-bodies.ts';
import { anyHistoryPage, anyJobsPage, offer } from './page-samples.ts';
import { anyCase, anyRecord, recordAnswers } from './record-samples.ts';
import { settingsBodies } from './settings-samples.ts';

const statuses: readonly CardStatus[] = [
  { kind: 'queued', ahead: 0 },
  { kind: 'working', ready: 1, total: 4, progress: 0.4, expectedAt: 1_790_000_000_000 },
  { kind: 'working', ready: 1, total: 4, progress: 0.4, expectedAt: undefined, isHeld: true },
  { kind: 'finished', isLate: false },
  { kind: 'finished', isLate: true },
  { kind: 'cancelled' },
  { kind: 'restarted' },
  ...failureCodes.map((reason) => ({ kind: 'failed', reason }) as const),
];

describe('Discord', () => {
  let contract: Awaited<ReturnType<typeof openContract>>;
  beforeAll(async () => {
    contract = await openContract();
  });
  const complaints = (sent: Sent) => contract.complaints(sent);

  const complaintsOf = (body: Parameters<typeof galleryItems>[0]) => {
    const urls = galleryItems(body).map(({ media }) => media.url);
    const names = new Set(urls.flatMap((url) => /^attachment:\/\/(.+)/.exec(url)?.[1] ?? []));
    return requestsOf(body, [...names]).flatMap(complaints);
  };

  it('would refuse a card with a broken button', () => {
    const body = renderCard(card({ jobId: 'x'.repeat(200), mayCancel: true }), 'en');
    expect(complaintsOf(body)).not.toEqual([]);
  });

  it.each(languages)('takes a card in every state, in %s', (language: Language) => {
    const pictures = [
      picture(),
      picture({ file: undefined }),
      picture({ file: { url: 'attachment://two.webp', isSpoiler: true } }),
    ];
    for (const status of statuses) {
      for (const mayCancel of [false, true]) {
        expect(complaintsOf(renderCard(card({ status, mayCancel }), language))).toEqual([]);
        expect(complaintsOf(renderCard(card({ status, mayCancel, pictures }), language))).toEqual([]);
      }
    }
  });

  it('takes a card of anything', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...languages), (state, language) => {
        expect(complaintsOf(renderCard(state, language))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(languages)('takes every page, in %s', (language: Language) => {
    const explained = [...offer.operations, ...offer.commands, ...moderatorCommands].map((each) =>
      renderHelpFor(each, [], language),
    );
    const moderated = [renderHelp({ ...offer, moderation: moderatorCommands }, language), ...settingsBodies(language)];
    for (const body of [renderHelp(offer, language), renderHelp(offer, language, '?'), ...explained, ...moderated]) {
      expect(complaintsOf(body)).toEqual([]);
    }
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

  it.each(languages)('takes every short answer, public and private, in %s', (language: Language) => {
    const bodies = [
      ...Object.values(refusals).map((refusal) => renderRefusal(refusal, language, options)),
      ...denials.map((denial) => renderDenial(denial, language)),
      ...notices.map((notice) => renderNotice(notice, language)),
      ...recordAnswers.map((answer) => renderRecordAnswer(answer, language)),
      renderConfirmRemoval(JOB, language),
    ];
    for (const body of bodies) {
      expect(complaintsOf(body)).toEqual([]);
      const [, callback] = requestsOf(privately(body));
      expect(callback && complaints(callback)).toEqual([]);
    }
  });

  it.each(languages)('takes every menu, question and form of a result, in %s', (language: Language) => {
    const at = { subject: JOB, n: 4 } as const;
    const bodies = [
      renderPresets({ action: 'expand', step: 'preset', ...at }, expandPresets, language),
      renderPresets({ action: 'relight', step: 'preset', ...at }, relightPresets, language),
      renderPresets({ action: 'restyle', step: 'preset', ...at }, [], language),
      renderCommandToCopy({ name: 'style', localNames: { vi: 'x' }, options }, `${JOB}:1`, 'model', language),
      renderConfirmDelete({ action: 'delete', ...at }, 1, language),
      renderConfirmDelete({ action: 'delete', ...at }, 4, language),
      renderComparison({ en: 'Upscale', vi: 'Phóng to' }, 'attachment://both.webp', true, language),
    ];
    for (const body of bodies) expect(complaintsOf(body)).toEqual([]);
    const title = { title: { en: 'Imagine'.repeat(20), vi: 'Vẽ' } };
    const forms = [
      renderPromptForm(
        { action: 'prompt', step: 'form', ...at },
        title,
        { prompt: undefined, isFromResult: true },
        language,
      ),
      renderPromptForm(
        { action: 'prompt', step: 'form', ...at },
        title,
        { prompt: 'x'.repeat(3000), isFromResult: false },
        language,
      ),
      renderRewordForm({ action: 'reword', step: 'form', ...at }, language),
      renderReportForm({ action: 'report', step: 'form', ...at }, language),
    ];
    for (const data of forms) {
      const path = '/api/v10/interactions/1100000000000000002/token/callback';
      expect(complaints({ method: 'POST', path, body: { type: 9, data } })).toEqual([]);
    }
  });

  it.each(languages)('takes the forms in which pictures are handed in, in %s', (language: Language) => {
    const title = { en: 'Upscale', vi: 'Phóng to' };
    const choices = Array.from({ length: 25 }, (_, n) => ({ value: `deed ${n}`, name: title, price: n }));
    const forms = [
      renderBatchForm({ isPrivate: true, isSpoiler: false }, choices, language),
      renderRepeatForm(
        { subject: JOB, n: 1 },
        Array.from({ length: 10 }, () => title),
        20,
        language,
      ),
    ];
    const path = '/api/v10/interactions/1100000000000000002/token/callback';
    for (const data of forms) expect(complaints({ method: 'POST', path, body: { type: 9, data } })).toEqual([]);
  });

  it.each(languages)('takes every answer of /limits, in %s', (language: Language) => {
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
