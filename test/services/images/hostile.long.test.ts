import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { long } from '../../support/long.ts';
import { runChild } from '../../support/run-child.ts';
import { createRandom, hostileKinds } from './hostile-files.ts';

const FILES = long(1000, 100);
/** These are large: a few of them say as much. */
const AT_MOST = long(12, 1);
const LARGE = new Set([
  'too many bytes',
  'flat and large',
  'gif of absurdly many frames',
  'webp of absurdly many frames',
]);
const REFUSALS = ['not-a-picture', 'too-large', 'too-many-pixels', 'unreadable'];

const report = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      answer: z.string(),
      cpuMs: z.number(),
      /** The peak so far, over the start. */
      grownMegabytes: z.number(),
    }),
  ),
  honestCpuMs: z.number(),
  leftOvers: z.array(z.string()),
});
let root: string;
let result: z.infer<typeof report>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'darkroom-hostile-files-'));
  const folder = join(root, 'files');
  await mkdir(folder);
  const kinds = Object.entries(await hostileKinds());
  const random = createRandom(20_261_121);
  const made = new Map<string, number>();
  for (let n = 0, turn = 0; n < FILES; turn++) {
    const [kind, make] = kinds[turn % kinds.length] ?? [];
    const before = made.get(kind ?? '') ?? 0;
    if (!kind || !make || (LARGE.has(kind) && before >= AT_MOST)) continue;
    made.set(kind, before + 1);
    await writeFile(join(folder, `${String(n).padStart(4, '0')} ${kind}`), make(random));
    n += 1;
  }
  result = await runChild(new URL('./hostile-run.ts', import.meta.url), [folder], report);
}, 600_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const answersTo = (kind: string) =>
  new Set(result.files.filter(({ name }) => name.endsWith(` ${kind}`)).map(({ answer }) => answer));

test(`each of ${FILES} hostile files is a clean picture or refused with a reason`, () => {
  expect(result.files).toHaveLength(FILES);
  expect(result.files.filter(({ answer }) => ![...REFUSALS, 'clean'].includes(answer))).toEqual([]);
  expect(result.leftOvers).toEqual([]);
});

test('none takes more than twice the work of the largest photo', () => {
  const most = 2 * result.honestCpuMs;
  expect(result.files.filter(({ cpuMs }) => cpuMs > most)).toEqual([]);
});

test('none takes more than 200 MB, and all of them little more', () => {
  const steps = result.files.map((file, n) => ({
    ...file,
    step: file.grownMegabytes - (result.files[n - 1]?.grownMegabytes ?? 0),
  }));
  expect(steps.filter(({ step }) => step > 200)).toEqual([]);
  // what an allocator does not hand back at once adds up
  expect(steps.filter(({ grownMegabytes }) => grownMegabytes > 300)).toEqual([]);
});

test.each([
  ['claims to be enormous', ['too-many-pixels', 'unreadable']],
  ['no picture, named png', ['not-a-picture']],
  ['too many bytes', ['too-large']],
  ['svg', ['not-a-picture']],
  ['heic', ['unreadable']],
  ['one pixel', ['clean']],
  ['a line', ['clean']],
  ['polyglot', ['clean']],
  ['gif of absurdly many frames', ['clean']],
  ['webp of absurdly many frames', ['clean']],
  ['png with texts that swell', ['clean']],
  ['flat and large', ['clean', 'too-many-pixels']],
])('%s: never anything but %j', (kind, expected) => {
  const answers = [...answersTo(kind)];
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.filter((answer) => !expected.includes(answer))).toEqual([]);
});
