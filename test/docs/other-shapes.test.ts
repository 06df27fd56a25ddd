import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesOf, type ExamplesStage, openExamplesStage, sizeOf } from './examples-stage.ts';
import { hasShell } from './run-program.ts';

let stage: ExamplesStage;

beforeAll(async () => {
  stage = await openExamplesStage({
    freepik: {
      taskMs: 0,
      lorasShape: 'array',
      answerShapes: { 'reimagine-flux': 'unwrapped', mystic: 'task_status', 'style-transfer': 'wrapped' },
    },
    apiframe: { taskMs: 0, finalStatus: 'none' },
  });
});
afterAll(() => stage.close());

const sizes = {
  'reimagine-flux': '384x384',
  mystic: '512x288',
  'style-transfer': '320x256',
  'flux-imagine': '384x288',
  'store-a-result': '512x512',
};
const endings = hasShell() ? ['sh', 'ts'] : ['ts'];
const cases = endings.flatMap((ending) =>
  Object.entries(sizes).map(([name, size]) => [`${name}.${ending}`, size] as const),
);

test.concurrent.for(cases)('%s accepts the other form of an answer', { timeout: 60_000 }, async ([name, size]) => {
  expect(await sizeOf(await bytesOf(await stage.run(name)))).toBe(size);
});

test.for(endings)('loras.%s reads both forms of the list', async (ending) => {
  expect((await stage.run(`loras.${ending}`)).output).toMatch(/vintage-japanese[\s\S]*maple/);
});
