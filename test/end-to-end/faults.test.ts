import { describe, expect } from 'vitest';
import type { LocalFreepik } from '../../sandbox/providers/local-freepik.ts';
import { createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';

type Rule = Parameters<LocalFreepik['misbehave']>[0];

interface Outcome {
  readonly text: string;
  readonly pictures: number;
  readonly billed: number;
  readonly phase: string | undefined;
  readonly spent: number;
  readonly unbalanced: readonly string[];
}

/** One /imagine under these faults, to its end. */
async function run(open: Open, rules: readonly Rule[]): Promise<Outcome> {
  const bench = await open({ freepik: { taskMs: 200 }, env: { JOB_DEADLINE_SECONDS: '4' } });
  const { discord, freepik } = bench;
  for (const rule of rules) freepik.misbehave(rule);
  const { channel, user } = createScene(bench);
  const handle = await discord.runCommand({
    user,
    channel,
    name: 'imagine',
    options: { prompt: 'a red fox', resolution: '1k' },
  });
  await handle.acknowledged;
  await eventually(() => /v1:(again|retry):/.test(textOf(handle.message())), 25_000);
  const pictures = handle.message()?.attachments.length ?? 0;
  const text = textOf(handle.message());
  await bench.app.stop();
  const { phases, spent, unbalanced } = await readBooks(bench.env);
  return { text, pictures, billed: freepik.billed, phase: phases[0], spent, unbalanced };
}

describe('a fault that passes ends in the picture', { timeout: 40_000 }, () => {
  const passing: readonly (readonly [string, readonly Rule[]])[] = [
    ['a submit answered 429 with seconds', [{ on: 'submit', as: '429', times: 1, retryAfter: 1 }]],
    ['a submit answered 429 without a word', [{ on: 'submit', as: '429', times: 1 }]],
    ['a submit answered 503 as documented', [{ on: 'submit', as: '503', times: 1 }]],
    [
      'polls answered 500, HTML, nothing, half',
      (['500', 'html', 'empty', 'truncated'] as const).map((as) => ({ on: 'poll', as, times: 1 })),
    ],
    [
      'a poll reset, then 429',
      [
        { on: 'poll', as: 'reset', times: 1 },
        { on: 'poll', as: '429', times: 1, retryAfter: 1 },
      ],
    ],
    ['an unknown status', [{ on: 'poll', as: 'unknown-status', times: 1 }]],
    ['two polls answered 404', [{ on: 'poll', as: '404', times: 2 }]],
    ['an entry that is no link', [{ on: 'poll', as: 'not-https-entry' }]],
    ['a picture that arrives broken twice', [{ on: 'download', as: 'truncated-picture', times: 2 }]],
    ['links that have expired', [{ on: 'download', as: '403', times: 1 }]],
    [
      'a download reset and one cut short',
      [
        { on: 'download', as: 'reset', times: 1 },
        { on: 'download', as: '500', times: 1 },
      ],
    ],
  ];
  test.for(passing)('%s', async ([, rules], { open }) => {
    const outcome = await run(open, rules);
    expect(outcome).toMatchObject({ pictures: 1, billed: 1, phase: 'done', spent: 1, unbalanced: [] });
  });
});

describe('a fault that stays ends in words and the credits back', { timeout: 40_000 }, () => {
  const staying: readonly (readonly [string, readonly Rule[], number])[] = [
    ['the task fails', [{ on: 'submit', as: 'fail' }], 1],
    ['moderation refuses the task', [{ on: 'submit', as: 'refuse' }], 1],
    ['moderation refuses the submit', [{ on: 'submit', as: 'refuse-400' }], 0],
    ['400 wrapped in problem', [{ on: 'submit', as: '400-problem' }], 0],
    ['400 flat', [{ on: 'submit', as: '400-flat' }], 0],
    ['400 with field', [{ on: 'submit', as: '400-field' }], 0],
    ['401 on the submit', [{ on: 'submit', as: '401' }], 0],
    ['402 on the submit', [{ on: 'submit', as: '402' }], 0],
    ['404 on the submit', [{ on: 'submit', as: '404' }], 0],
    ['500 on the submit', [{ on: 'submit', as: '500' }], 0],
    ['503 as HTML on the submit', [{ on: 'submit', as: '503-html' }], 0],
    ['HTML on the submit', [{ on: 'submit', as: 'html' }], 0],
    ['nothing on the submit', [{ on: 'submit', as: 'empty' }], 0],
    ['half an answer on the submit', [{ on: 'submit', as: 'truncated' }], 1],
    ['no task id', [{ on: 'submit', as: 'no-task-id' }], 1],
    ['the submit is accepted and the reply lost', [{ on: 'submit', as: 'reset', accepted: true }], 1],
    ['the task is stuck', [{ on: 'submit', as: 'stuck' }], 1],
    ['the task is forgotten', [{ on: 'poll', as: '404' }], 1],
    ['the picture is none', [{ on: 'download', as: 'wrong-type' }], 1],
  ];
  test.for(staying)('%s', async ([, rules, billed], { open }) => {
    const outcome = await run(open, rules);
    expect(outcome).toMatchObject({ pictures: 0, billed, phase: 'failed', spent: 0, unbalanced: [] });
    expect(outcome.text).toContain('v1:retry:');
  });
});

test('a refusal by moderation is told apart from a failure', { timeout: 60_000 }, async ({ open }) => {
  const refused = await run(open, [{ on: 'submit', as: 'refuse' }]);
  const failed = await run(open, [{ on: 'submit', as: 'fail' }]);
  const words = (text: string) => text.replaceAll(/v1:[a-z]+:[0-9A-Z]+:1|`[0-9A-Z]{26}`|\d{17,}/g, '');
  expect(words(refused.text)).not.toBe(words(failed.text));
});
