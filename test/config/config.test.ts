import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parseConfig, readDatabasePlace, secretsOf } from '../../src/config.ts';
import { StartupError } from '../../src/core/errors.ts';

const needed = { DISCORD_TOKEN: 'token-of-the-bot', FREEPIK_API_KEY: 'key-of-freepik' };
const problemOf = (env: Record<string, string>): string => {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
  }
  return 'no problem';
};

test('a token and one key are enough', () => {
  const config = parseConfig(needed);
  expect(config.DISCORD_API_URL.href).toBe('https://discord.com/api');
  expect(config.PROVIDER_REQUESTS_PER_MINUTE).toBe(45);
  expect(config.PROVIDER_SUBMITS_PER_SECOND).toBe(1);
  expect(config.FREEPIK_RESULT_HOSTS.rules.map(({ host }) => host)).toEqual([
    'freepik.com',
    'magnific.com',
    'cdnpk.net',
  ]);
  expect(config.ALLOW_USER_INSTALL).toBe(true);
});

test('without a token the message says how to get one and that the sandbox needs none', () => {
  const problem = problemOf({ FREEPIK_API_KEY: 'key-of-freepik' });
  expect(problem).toContain('discord.com/developers');
  expect(problem).toContain('npm run sandbox');
});

test('no provider key at all is a problem that says where keys come from', () => {
  expect(problemOf({ DISCORD_TOKEN: 'token' })).toContain('magnific.com');
});

test('a credit may have a price, which is an amount and a currency', () => {
  expect(parseConfig(needed).CREDIT_PRICE).toBeUndefined();
  expect(parseConfig({ ...needed, CREDIT_PRICE: '0.04 EUR' }).CREDIT_PRICE).toEqual({ amount: 0.04, currency: 'EUR' });
  expect(problemOf({ ...needed, CREDIT_PRICE: 'four cents' })).toMatch(/CREDIT_PRICE.*such as 0\.04 EUR/);
});

test('a rate of submits may be a fraction, and is more than nothing', () => {
  const rateOf = (PROVIDER_SUBMITS_PER_SECOND: string) => parseConfig({ ...needed, PROVIDER_SUBMITS_PER_SECOND });
  expect(rateOf('0.25').PROVIDER_SUBMITS_PER_SECOND).toBe(0.25);
  for (const wrong of ['0', '0.0', '-1', 'two', '1e3', '.5'])
    expect(problemOf({ ...needed, PROVIDER_SUBMITS_PER_SECOND: wrong }), wrong).toContain('a number over 0');
});

test('every problem is named at once, and no value is shown', () => {
  const wrong = {
    PORT: '123456',
    FREEPIK_API_URL: 'ftp://secret-place',
    POLL_MIN_MS: 'soon',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    SHARDS: '4-2/8',
    ALLOWED_GUILDS: '12',
    LOG_LEVEL: 'loud',
    FREEPIK_RESULT_HOSTS: 'https://not-a-host/',
  };
  const problem = problemOf({ ...needed, ...wrong });
  for (const [name, value] of Object.entries(wrong)) {
    expect(problem).toContain(name);
    expect(problem).not.toContain(value);
  }
});

test('blank is the same as absent', () => {
  expect(parseConfig({ ...needed, PORT: ' ', PUBLIC_URL: '' })).toEqual(parseConfig(needed));
});

test('a single role without Postgres is refused', () => {
  expect(problemOf({ ...needed, ROLE: 'worker' })).toContain('DATABASE_URL');
});

test('a part of the shards is read', () => {
  expect(parseConfig({ ...needed, SHARDS: '0-3/8' }).SHARDS).toEqual({ first: 0, last: 3, total: 8 });
});

test('every secret is known to the log, the password in both spellings', () => {
  const config = parseConfig({ ...needed, DATABASE_URL: 'postgres://bot:p%40ss@localhost/x' });
  expect(secretsOf(config)).toEqual(['token-of-the-bot', 'key-of-freepik', 'p%40ss', 'p@ss']);
});

test('figures do not share the port of what the world reaches', () => {
  expect(problemOf({ ...needed, PORT: '9000', METRICS_PORT: '9000' })).toContain('METRICS_PORT');
  expect(parseConfig({ ...needed, METRICS_PORT: '9464' }).METRICS_PORT).toBe(9464);
});

describe('a password of its own variable', () => {
  const address = 'postgres://darkroom@database:5432/darkroom';
  const passwords = ['p@ss/w#rd?', '100%', '%41', 'a b:c&d=e', 'wörter', '\'"\\'];
  const parsed = (PGPASSWORD: string, DATABASE_URL = address) => parseConfig({ ...needed, DATABASE_URL, PGPASSWORD });

  test.each(passwords)('needs no encoding: %s', (password) => {
    const client = new pg.Client({ connectionString: parsed(password).DATABASE_URL });
    expect(client).toMatchObject({ user: 'darkroom', password, host: 'database', port: 5432, database: 'darkroom' });
    const place = readDatabasePlace({ DATABASE_URL: address, PGPASSWORD: password });
    expect(place.databaseUrl).toBe(parsed(password).DATABASE_URL);
  });

  test.each(passwords)('is a secret, however it is written: %s', (password) => {
    const config = parsed(password);
    const written = URL.parse(config.DATABASE_URL ?? '')?.password ?? '';
    expect(secretsOf(config)).toEqual(expect.arrayContaining([password, written]));
  });

  test('gives way to one in the address, and means nothing without an address', () => {
    const own = 'postgres://darkroom:other@database:5432/darkroom';
    expect(parsed('p', own).DATABASE_URL).toBe(own);
    expect(parseConfig({ ...needed, PGPASSWORD: 'p' }).DATABASE_URL).toBeUndefined();
  });

  test('in the address that was never encoded keeps nobody from starting', () => {
    const config = parseConfig({ ...needed, DATABASE_URL: 'postgres://darkroom:100%@database:5432/darkroom' });
    expect(secretsOf(config)).toContain('100%');
  });
});
