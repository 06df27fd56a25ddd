import { expect, test } from 'vitest';
import {
  actions,
  chainActions,
  modAreas,
  PING_ID,
  parseBatchId,
  parseChainId,
  parseChooseId,
  parseCustomId,
  parseForgetId,
  parseModId,
  parsePageId,
  parsePickId,
  parseStepId,
} from '../../src/core/custom-ids.ts';

const JOB = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** As they stand in messages of every version so far: a line may be added here, none may be taken away. */
const sent: readonly (readonly [string, (id: string) => unknown])[] = [
  ...['again', 'vary', 'upscale', 'rmbg', 'expand', 'relight', 'restyle', 'reword', 'prompt', 'compare', 'cancel'].map(
    (action) => [`v1:${action}:${JOB}:1`, parseCustomId] as const,
  ),
  ...['retry', 'share', 'delete', 'report', 'get'].map((action) => [`v1:${action}:${JOB}:1`, parseCustomId] as const),
  [`v1:upscale:${JOB}:4`, parseCustomId],
  ...['again-result', 'vary-result', 'expand-preset', 'relight-preset', 'restyle-preset', 'reword-form'].map(
    (step) => [`v1:${step}:${JOB}:1`, parseStepId] as const,
  ),
  ...['prompt-form', 'delete-sure', 'report-form'].map((step) => [`v1:${step}:${JOB}:1`, parseStepId] as const),
  [`v1:choose:${JOB}:1`, parseChooseId],
  [`v1:choose:${JOB}:10`, parseChooseId],
  [`v1:pick:${JOB}:2`, parsePickId],
  [`v1:words:${JOB}:2`, parsePickId],
  [`v1:chain:${JOB}:1`, parseChainId],
  [`v1:branch:${JOB}:1`, parseChainId],
  [`v1:redo:${JOB}:1`, parseChainId],
  ['v1:page:jobs:1', parsePageId],
  ['v1:page:history:12', parsePageId],
  ['v1:batch:public:usual', parseBatchId],
  ['v1:batch:private:spoiler', parseBatchId],
  ['v1:forget:1100000000000000009:1790000000', parseForgetId],
  ...['limits', 'words', 'record', 'settings', 'stats', 'doctor'].map(
    (area) => [`v1:mod:${area}:list::1`, parseModId] as const,
  ),
  [`v1:mod:record:open:${JOB}:1`, parseModId],
];

test.each(sent)('%s is still understood', (id, parse) => {
  expect(parse(id)).toBeDefined();
});

test('every kind that there is now is among them', () => {
  const known = new Set(sent.map(([id]) => id.split(':')[1]?.split('-')[0]));
  for (const kind of [...actions, ...chainActions, 'choose', 'pick', 'words', 'page', 'batch', 'forget', 'mod'])
    expect(known).toContain(kind);
  for (const area of modAreas) expect(sent.some(([id]) => id.startsWith(`v1:mod:${area}:`))).toBe(true);
  expect(PING_ID).toBe('v1:ping:jobs');
});
