import { describe, expect, it } from 'vitest';
import {
  chainActions,
  formatBatchId,
  formatChainId,
  formatCustomId,
  formatPictureId,
  parseBatchId,
  parseChainId,
  parseCustomId,
  parsePictureId,
} from '../../src/core/custom-ids.ts';

const JOB = '01JDZ8Q4S0M3T5V7W9XBCDEFGH';

describe('the id of what is done with a chain', () => {
  it.each(chainActions)('%s is read as it was written, and is no button of a job', (action) => {
    const id = { action, subject: JOB, n: 12 } as const;
    expect(formatChainId(id)).toBe(`v1:${action}:${JOB}:12`);
    expect(parseChainId(formatChainId(id))).toEqual(id);
    expect(parseCustomId(formatChainId(id))).toBeUndefined();
  });

  it.each([
    `v1:chain:${JOB}`,
    `v1:chain:${JOB}:0`,
    `v1:chain:${JOB}:01`,
    `v1:chain:${JOB}:100`,
    `v1:chain:${JOB}:1:1`,
    `v1:chain:${JOB.toLowerCase()}:1`,
    `v1:chain:8${JOB.slice(1)}:1`,
    `v2:chain:${JOB}:1`,
    `v1:constructor:${JOB}:1`,
    `v1:chain:${JOB}:1\n`,
    formatCustomId({ action: 'again', subject: JOB, n: 1 }),
    '',
  ])('%j is none', (text) => expect(parseChainId(text)).toBeUndefined());
});

describe('the id of a picture', () => {
  it('is read as it was written', () => {
    expect(parsePictureId(formatPictureId({ subject: JOB, n: 3 }))).toEqual({ subject: JOB, n: 3 });
  });

  it.each([JOB, `${JOB}:0`, `${JOB}:1.5`, ` ${JOB}:1`, 'x:1'])('%j is none', (text) => {
    expect(parsePictureId(text)).toBeUndefined();
  });
});

describe('the id of the form of a batch', () => {
  it('is read as it was written', () => {
    for (const id of [
      { isPrivate: true, isSpoiler: false },
      { isPrivate: false, isSpoiler: true },
    ]) {
      expect(parseBatchId(formatBatchId(id))).toEqual(id);
    }
  });

  it.each(['v1:batch', 'v1:batch:public', 'v1:batch:open:public', 'v1:batch:public:open:1', `v1:batch:${JOB}:1`])(
    '%j is none',
    (text) => expect(parseBatchId(text)).toBeUndefined(),
  );
});
