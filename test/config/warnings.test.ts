import { describe, expect, test } from 'vitest';
import { modelNames, operations } from '../../src/commands/index.ts';
import { parseConfig, warningsOf } from '../../src/config.ts';
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

describe("a key and an address of APIFRAME's other API", () => {
  const key = 'afk_0123456789abcdef';
  test.each([
    [
      'a key of v2 where v1 is chosen',
      { APIFRAME_API_KEY: key, APIFRAME_API: 'v1' },
      'APIFRAME_API_KEY',
      'apiframe.pro',
    ],
    ['a key of v1 where v2 is chosen', { APIFRAME_API_KEY: 'old-key', APIFRAME_API: 'v2' }, 'APIFRAME_API_KEY', '.ai'],
    ['an address of v2', { APIFRAME_API_URL: 'https://api.apiframe.ai/v1' }, 'APIFRAME_API_URL', 'apiframe.pro'],
    [
      'an address of v1 with a key of v2',
      { APIFRAME_API_KEY: key, APIFRAME_API_URL: 'https://api.apiframe.pro' },
      'APIFRAME_API_URL',
      'apiframe.ai',
    ],
  ])('are told, without the key: %s', (_name, env, variable, address) => {
    const [words = '', ...more] = warned(env);
    expect(more).toEqual([]);
    expect(words).toContain(variable);
    expect(words).toContain(address);
    expect(words).not.toContain(key);
    expect(words).not.toContain('old-key');
  });

  test.each([
    ['a key of v2', { APIFRAME_API_KEY: key }, 'v2', 'https://api.apiframe.ai/'],
    ['a key of v1', { APIFRAME_API_KEY: 'old-key' }, 'v1', 'https://api.apiframe.pro/'],
    ['no key', {}, 'v1', 'https://api.apiframe.pro/'],
    ['a key that says nothing, and a choice', { APIFRAME_API: 'v2' }, 'v2', 'https://api.apiframe.ai/'],
    [
      'an address of nobody known',
      { APIFRAME_API_KEY: key, APIFRAME_API_URL: 'https://proxy.example' },
      'v2',
      'https://proxy.example/',
    ],
  ])('are the right ones by the key: %s', (_name, env, api, address) => {
    const config = parseConfig({ ...needed, ...env });
    expect([config.APIFRAME_API, config.APIFRAME_API_URL.href]).toEqual([api, address]);
    expect(warned(env)).toEqual([]);
  });
});

test('a webhook secret without a public address is told, without its value', () => {
  const [words = ''] = warned({ FREEPIK_WEBHOOK_SECRET: 'hush-hush-value' });
  expect(words).toMatch(/FREEPIK_WEBHOOK_SECRET.*PUBLIC_URL/);
  expect(words).not.toContain('hush');
});
