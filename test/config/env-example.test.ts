import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig, variables } from '../../src/config.ts';

const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
const entries = lines.flatMap((line, at) => {
  const [, name, value] = /^#? ?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value: value ?? '', before: lines[at - 1] ?? '' }];
});
const needed = { DISCORD_TOKEN: 'some-token', FREEPIK_API_KEY: 'some-key' };

/** Read by compose.yaml, not by the bot. */
const ofCompose = ['POSTGRES_PASSWORD'];

test('the example names exactly the variables that the bot reads', () => {
  expect(entries.map(({ name }) => name).sort()).toEqual([...Object.keys(variables), ...ofCompose].sort());
});

test('each variable is explained above it', () => {
  for (const { name, before } of entries) {
    const isSecondOfPair = before.startsWith('# POLL_MIN_MS');
    expect(/^# .{15,}/.test(before) || isSecondOfPair, name).toBe(true);
  }
});

test('the values in the example are the defaults', () => {
  const example = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
  expect(parseConfig({ ...example, ...needed })).toEqual(parseConfig(needed));
});

test('what is needed comes first, then what is often wanted, and every variable stands under a heading', () => {
  const headings = lines.filter((line) => line.startsWith('# ----'));
  expect(headings).toEqual(['# ---- Needed ----', '# ---- Often wanted ----', '# ---- Rarely ----']);
  const neededNames = [...Object.keys(needed), 'APIFRAME_API_KEY', ...ofCompose];
  const second = lines.indexOf('# ---- Often wanted ----');
  const first = lines.slice(0, second).flatMap((line) => /^#? ?([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(first.sort()).toEqual(neededNames.sort());
});
