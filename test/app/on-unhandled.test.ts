import { expect, test } from 'vitest';
import { z } from 'zod';
import { runChild } from '../support/run-child.ts';

const outcome = z.object({ isEnded: z.boolean(), said: z.array(z.string()) });
const run = (what: string) => runChild(new URL('./vanished-file-run.ts', import.meta.url), [what], outcome);

test('a file that is gone before it is sent is logged, and the process goes on', async () => {
  expect(await run('vanished')).toEqual({ isEnded: false, said: ['a file was gone before it was sent'] });
});

test('a defect that nobody caught ends the process', async () => {
  expect(await run('defect')).toEqual({ isEnded: true, said: ['unhandled'] });
});
