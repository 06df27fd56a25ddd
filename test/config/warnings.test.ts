import { expect, test } from 'vitest';
import { modelNames, operations } from '../../src/commands/index.ts';
import { warningsOf } from '../../src/config/warnings.ts';
import { parseConfig } from '../../src/config.ts';
import { StartupError } from '../../src/core/errors.ts';

const needed = { DISCORD_TOKEN: 'token-of-the-bot', FREEPIK_API_KEY: 'key-of-freepik' };
const offered = { operations: operations.map(({ name }) => name), models: modelNames };
const warned = (env: Record<string, string>) =>
  warningsOf({ ...needed, ...env }, parseConfig({ ...needed, ...env }), offered);

test('nothing is said of what is right, of other programs, or of what is blank', () => {
  const others = { PATH: '/bin', HOSTT: 'x', PORTS: '1', LOG_LEVELS_OF_OTHERS: 'x', DISCORD_TOKN: ' ' };
  const right = { DISABLED_OPERATIONS: 'flux,edit', DISABLED_MODELS: 'fluid,flux-schnell,creative' };
  expect(warned({ ...others, ...right, FREEPIK_WEBHOOK_SECRET: 'x', PUBLIC_URL: 'https://example.com' })).toEqual([]);
});

test.each([
  ['DISCORD_TOKN', 'DISCORD_TOKEN'],
  ['DISCORD_TOKKEN', 'DISCORD_TOKEN'],
  ['DISCORD_TOEKN', 'DISCORD_TOKEN'],
  ['FREEPIC_API_KEY', 'FREEPIK_API_KEY'],
  ['FREEPIK_API_KEYS', 'FREEPIK_API_KEY'],
  ['discord_guild_id', 'DISCORD_GUILD_ID'],
  ['DATADIR', 'DATA_DIR'],
])('%s is told apart from %s, without its value', (typed, meant) => {
  const [words = '', ...more] = warned({ [typed]: 'hush-hush-value' });
  expect(more).toEqual([]);
  expect(words).toContain(typed);
  expect(words).toContain(meant);
  expect(words).not.toContain('hush');
});

test('a start that cannot succeed names the slip beside what is missing', () => {
  const start = () => parseConfig({ DISCORD_TOKN: 'hush-hush-value', FREEPIK_API_KEY: 'x' });
  expect(start).toThrow(StartupError);
  expect(start).toThrow(/DISCORD_TOKEN is missing[\s\S]*DISCORD_TOKN is set/);
  expect(start).not.toThrow(/hush/);
});

test('what is meant to be off and names nothing is told, with what there is', () => {
  const [operation = '', model = ''] = warned({ DISABLED_OPERATIONS: 'paint,flux', DISABLED_MODELS: 'nope' });
  expect(operation).toMatch(/^DISABLED_OPERATIONS names no operation: paint\. There are: imagine, .*flux/);
  expect(model).toMatch(/^DISABLED_MODELS names no model: nope\. There are: .*fluid/);
});

test('a key that was pasted into a list is not repeated', () => {
  const key = 'FPSX0123456789abcdef0123456789abcdef';
  expect(warned({ DISABLED_OPERATIONS: `flux,${key}` })[0]).toMatch(/names no operation: entry 2\./);
  expect(warned({ DISABLED_MODELS: key.toLowerCase() })[0]).toMatch(/names no model: entry 1\./);
});

test("a key and an address of APIFRAME's other dialect are told", () => {
  const key = 'afk_0123456789abcdef';
  const [words = '', ...more] = warned({ APIFRAME_API_KEY: key });
  expect(more).toEqual([]);
  expect(words).toContain('APIFRAME_API_KEY');
  expect(words).toContain('https://api.apiframe.pro');
  expect(words).not.toContain(key);
  expect(warned({ APIFRAME_API_URL: 'https://api.apiframe.ai/v1' })[0]).toContain('APIFRAME_API_URL');
});

test('a webhook secret without a public address is told, without its value', () => {
  const [words = ''] = warned({ FREEPIK_WEBHOOK_SECRET: 'hush-hush-value' });
  expect(words).toMatch(/FREEPIK_WEBHOOK_SECRET.*PUBLIC_URL/);
  expect(words).not.toContain('hush');
});
