import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { holdsInteraction } from '../../chaos/fuzz/entrances/interactions.ts';
import { OWN } from '../../chaos/fuzz/place.ts';
import type { Callback } from '../../chaos/fuzz/quiet-discord.ts';
import { fuzzed, type Trial } from '../../chaos/fuzz/run.ts';
import { SECRETS } from '../../chaos/fuzz/secrets.ts';
import { runChild } from '../support/run-child.ts';

const CASES = { seed: 7, cases: 400 };

const findingOf = async <T>(trial: Trial<T>) => (await fuzzed(trial).run(CASES)).finding;

const PAYLOAD = { ...OWN, type: 2, data: { name: 'help' } };
const WORDS = { type: 4, data: { content: 'words' } };

interface Said {
  readonly bodies?: readonly object[];
  readonly logged?: string;
  readonly complaints?: readonly string[];
}

/** As a bot answers that has this fault whenever a number is over a hundred. */
const planted = (said: (token: string) => Said): Trial<number> => ({
  any: fc.nat(1000),
  async hold(n) {
    await holdsInteraction(
      {
        async ask(payload) {
          const token = /FuzzTokenOfOneInteraction\d+/.exec(JSON.stringify(payload))?.[0] ?? '';
          const { bodies = [WORDS], logged = '', complaints = [] } = n > 100 ? said(token) : {};
          const callbacks = bodies.map(
            (body): Callback => ({ token, body: JSON.parse(JSON.stringify(body)), complaints }),
          );
          return { callbacks, logged, isIgnored: callbacks.length === 0 };
        },
      },
      PAYLOAD,
    );
  },
});

test('an entrance that never fails is not complained of', async () => {
  expect(await findingOf(planted(() => ({})))).toBeUndefined();
});

test('an entrance that throws is found, and the case is made as small as it can be', async () => {
  const finding = await findingOf({
    any: fc.array(fc.nat(1000)),
    hold(list) {
      if (list.some((each) => each > 500)) throw new TypeError('planted');
    },
  });
  expect(finding).toMatchObject({ words: expect.stringContaining('planted'), example: '[501]' });
  expect(finding?.path).toMatch(/^\d+(?::\d+)*$/);
});

test.each<readonly [string, (token: string) => Said, RegExp]>([
  ['does not answer', () => ({ bodies: [] }), /^Error: not answered/],
  ['answers twice', () => ({ bodies: [WORDS, WORDS] }), /answered 2 times/],
  ['says what Discord does not take', () => ({ complaints: ['data.content: too long'] }), /Discord would not take/],
  ['answers a command as if it was a suggestion', () => ({ bodies: [{ type: 8 }] }), /answered with type 8/],
  [
    'shows a key',
    () => ({ bodies: [{ type: 4, data: { content: SECRETS.FREEPIK_API_KEY } }] }),
    /an answer holds FREEPIK/,
  ],
  ['logs a key', () => ({ logged: `{"msg":"${SECRETS.APIFRAME_API_KEY}"}` }), /the log holds APIFRAME/],
  [
    'logs a key in another form',
    () => ({ logged: Buffer.from(SECRETS.DISCORD_TOKEN).toString('base64') }),
    /the log holds DISCORD_TOKEN/,
  ],
  ['logs the token of an interaction', (token) => ({ logged: token }), /the log holds a secret of this case/],
  ['breaks inside', () => ({ logged: '{"msg":"interaction failed","err":{}}' }), /something broke/],
])('a bot that %s is found', async (_, said, words) => {
  const finding = await findingOf(planted(said));
  expect(finding).toMatchObject({ words: expect.stringMatching(words), example: '101' });
});

test('what nobody catches is found, and so is the case that did it', async () => {
  const schema = z.object({ words: z.string(), example: z.string() });
  const finding = await runChild(new URL('stray-run.ts', import.meta.url), [], schema);
  expect(finding).toEqual({ words: expect.stringMatching(/nobody caught Error: planted/), example: '101' });
});

test('the same seed finds the same case', async () => {
  const trial = planted(() => ({ bodies: [] }));
  expect(await findingOf(trial)).toEqual(await findingOf(trial));
});
