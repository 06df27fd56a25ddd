import { z } from 'zod';
import { type CreditPrice, parseCreditPrice } from './core/credit-price.ts';
import { StartupError } from './core/errors.ts';
import { type HostList, parseHostRule } from './core/hosts.ts';
import type { ApiframeApi } from './core/provider.ts';

/** Kinds of values that environment variables hold. Messages say what a right value looks like, never the wrong one. */
const text = z.string().min(1);

const baseUrl = z.string().transform((value, context) => {
  const url = URL.parse(value);
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password) return url;
  context.addIssue({ code: 'custom', message: 'must be a web address such as https://example.com' });
  return z.NEVER;
});

const hostList = z.string().transform((value, context): HostList => {
  const parts = value.split(',').map((part) => part.trim());
  const rules = parts.map(parseHostRule);
  const known = rules.flatMap((rule) => rule ?? []);
  if (known.length === rules.length) return { rules: known };
  context.addIssue({
    code: 'custom',
    message: 'must be hosts with commas between, such as cdn.example.com,*.example.org:8443',
  });
  return z.NEVER;
});

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const snowflake = z.string().regex(/^\d{17,20}$/, 'must be an id of 17 to 20 digits (right click, Copy ID)');

const snowflakes = list.pipe(
  z.array(z.string().regex(/^\d{17,20}$/, 'must be ids of 17 to 20 digits with commas between')),
);

function whole(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  const wanted = `must be a whole number from ${minimum}${maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : ' up'}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, wanted)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, wanted);
}

const overZero = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a number over 0, such as 2 or 0.5')
  .transform(Number)
  .refine((value) => value > 0, 'must be a number over 0, such as 2 or 0.5');

const yesOrNo = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['yes', 'no', 'true', 'false', '1', '0'], 'must be yes or no'))
  .transform((value) => value === 'yes' || value === 'true' || value === '1');

const databaseUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  return url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
}, 'must be postgres://user:password@host:5432/database, or be left out for a SQLite file in DATA_DIR');

export interface Shards {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

const shards = z.string().transform((value, context): Shards | 'auto' => {
  if (value === 'auto') return 'auto';
  const [, first, last, total] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(value) ?? [];
  const range = { first: Number(first), last: Number(last ?? first), total: Number(total) };
  if (first !== undefined && range.first <= range.last && range.last < range.total) return range;
  context.addIssue({ code: 'custom', message: 'must be auto, or a part of all shards such as 0-3/8' });
  return z.NEVER;
});

const creditPrice = z.string().transform((value, context): CreditPrice => {
  const price = parseCreditPrice(value);
  if (price) return price;
  context.addIssue({ code: 'custom', message: 'must be an amount and a currency, such as 0.04 EUR' });
  return z.NEVER;
});

/** Every environment variable that the bot reads; `.env.example` explains each. */
export const variables = {
  DISCORD_TOKEN: text.optional(),
  DISCORD_API_URL: baseUrl.prefault('https://discord.com/api'),
  DISCORD_CDN_HOSTS: hostList.prefault('cdn.discordapp.com,media.discordapp.net'),
  DISCORD_GUILD_ID: snowflake.optional(),
  FREEPIK_API_KEY: text.optional(),
  FREEPIK_API_URL: baseUrl.prefault('https://api.freepik.com'),
  FREEPIK_API_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header, such as x-magnific-api-key')
    .prefault('x-freepik-api-key'),
  FREEPIK_WEBHOOK_SECRET: text.optional(),
  FREEPIK_RESULT_HOSTS: hostList.prefault('*.freepik.com,*.magnific.com,*.cdnpk.net'),
  APIFRAME_API_KEY: text.optional(),
  APIFRAME_API: z.enum(['auto', 'v1', 'v2'], 'must be auto, v1 or v2').prefault('auto'),
  APIFRAME_API_URL: baseUrl.optional(),
  APIFRAME_RESULT_HOSTS: hostList.prefault('*.apiframe.pro,*.apiframe.ai'),
  PROVIDER_REQUESTS_PER_MINUTE: whole(1, 1_000_000).prefault('45'),
  PROVIDER_CONCURRENCY: whole(1, 10_000).prefault('8'),
  PROVIDER_SUBMITS_PER_SECOND: overZero.prefault('1'),
  FILE_SERVICE_URL: baseUrl.optional(),
  FILE_SERVICE_RESULT_HOSTS: hostList.optional(),
  DATA_DIR: text.prefault('./data'),
  DATABASE_URL: databaseUrl.optional(),
  PGPASSWORD: text.optional(),
  SPOOL_MAX_MB: whole(1).prefault('2048'),
  PORT: whole(0, 65_535).prefault('8080'),
  HOST: text.prefault('127.0.0.1'),
  PUBLIC_URL: baseUrl.optional(),
  METRICS_PORT: whole(0, 65_535).optional(),
  ALLOWED_IMAGE_HOSTS: hostList.optional(),
  DISABLED_OPERATIONS: list.optional(),
  DISABLED_MODELS: list.optional(),
  OPERATOR_MONTHLY_CREDITS: whole(0).optional(),
  SERVER_MONTHLY_CREDITS: whole(0).optional(),
  ALLOWED_GUILDS: snowflakes.optional(),
  ALLOW_USER_INSTALL: yesOrNo.prefault('yes'),
  DEFAULT_DAILY_CREDITS: whole(0).prefault('50'),
  DEFAULT_CONCURRENT_JOBS: whole(1).prefault('3'),
  PRICES_FILE: text.optional(),
  CREDIT_PRICE: creditPrice.optional(),
  POLL_MIN_MS: whole(100, 3_600_000).prefault('2000'),
  POLL_MAX_MS: whole(100, 3_600_000).prefault('20000'),
  JOB_DEADLINE_SECONDS: whole(1, 86_400).prefault('1800'),
  SHUTDOWN_SECONDS: whole(1, 3600).prefault('130'),
  KEEP_FILES_DAYS: whole(0, 36_500).prefault('0'),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .prefault('info'),
  LOG_FORMAT: z.enum(['auto', 'json', 'text'], 'must be auto, json or text').prefault('auto'),
  ROLE: z.enum(['all', 'gateway', 'worker'], 'must be all, gateway or worker').prefault('all'),
  SHARDS: shards.prefault('auto'),
};

const environment = z.object(variables);
type Environment = z.output<typeof environment>;

/** What an operator set, checked as a whole. */
export interface Config extends Environment {
  readonly DISCORD_TOKEN: string;
  /** As it was chosen, by the operator or by the key. */
  readonly APIFRAME_API: ApiframeApi;
  readonly APIFRAME_API_URL: URL;
}

/** What tells the two APIs of APIFRAME apart. */
export const apiframeApis = {
  v1: { url: 'https://api.apiframe.pro', key: /^(?!afk_)/ },
  v2: { url: 'https://api.apiframe.ai', key: /^afk_/ },
} as const satisfies Record<ApiframeApi, { readonly url: string; readonly key: RegExp }>;

function apiframeOf({ APIFRAME_API: chosen, APIFRAME_API_KEY: key = '', APIFRAME_API_URL: url }: Environment) {
  const byKey = apiframeApis.v2.key.test(key) ? 'v2' : 'v1';
  const api = chosen === 'auto' ? byKey : chosen;
  return { APIFRAME_API: api, APIFRAME_API_URL: url ?? new URL(apiframeApis[api].url) };
}

const NO_TOKEN = `DISCORD_TOKEN is missing. To get one: open https://discord.com/developers/applications, make an application,
choose Bot, then Reset Token, and put it into .env as DISCORD_TOKEN=...
To try the bot without any account, run: npm run sandbox`;

const NO_PROVIDER = `FREEPIK_API_KEY and APIFRAME_API_KEY are both missing: at least one is needed to make pictures.
Keys come from https://www.magnific.com (Settings, Organization, API Keys) or https://apiframe.ai.
To try the bot without any key, run: npm run sandbox`;

/** Pure. Blank is absent. Throws one StartupError that names every problem and never shows a value. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? problemsBetween(parsed.data) : parsed.error.issues.map(describe);
  const token = given['DISCORD_TOKEN'];
  if (!token) problems.unshift(NO_TOKEN);
  if (!given['FREEPIK_API_KEY'] && !given['APIFRAME_API_KEY']) problems.push(NO_PROVIDER);
  if (!parsed.success || !token || problems.length > 0) {
    problems.push(...misspelled(env));
    throw new StartupError(`Darkroom cannot start:\n\n- ${problems.join('\n\n- ')}\n`);
  }
  const { DATABASE_URL, PGPASSWORD } = parsed.data;
  const url = withPassword(DATABASE_URL, PGPASSWORD);
  return {
    ...parsed.data,
    ...apiframeOf(parsed.data),
    DISCORD_TOKEN: token,
    ...(url !== undefined && { DATABASE_URL: url }),
  };
}

const describe = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${String(path[0])} ${message}.`;

function problemsBetween(values: Environment): string[] {
  const problems: string[] = [];
  if (values.POLL_MIN_MS > values.POLL_MAX_MS) problems.push('POLL_MIN_MS must not be more than POLL_MAX_MS.');
  if (values.METRICS_PORT && values.METRICS_PORT === values.PORT)
    problems.push('METRICS_PORT must be another port than PORT.');
  if (values.ROLE !== 'all' && !values.DATABASE_URL) {
    problems.push(
      `ROLE=${values.ROLE} needs DATABASE_URL=postgres://...: several processes cannot share a SQLite file.`,
    );
  }
  return problems;
}

/** Values that no log, message or error may ever hold. */
export function secretsOf(config: Config): string[] {
  const password = config.DATABASE_URL ? URL.parse(config.DATABASE_URL)?.password : undefined;
  const secrets = [
    config.DISCORD_TOKEN,
    config.FREEPIK_API_KEY,
    config.APIFRAME_API_KEY,
    config.FREEPIK_WEBHOOK_SECRET,
    config.PGPASSWORD,
    password,
    password && decoded(password),
  ];
  return secrets.flatMap((secret) => secret || []);
}

/** As it was before it stood in an address; what never was encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface DatabasePlace {
  readonly dataDir: string;
  /** Undefined: SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined;
}

/** Where the bot's database is, for tools that need nothing else of what it is set to. */
export function readDatabasePlace(env: Readonly<Record<string, string | undefined>>): DatabasePlace {
  const { DATA_DIR, DATABASE_URL, PGPASSWORD } = variables;
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = z.object({ DATA_DIR, DATABASE_URL, PGPASSWORD }).safeParse(given).data;
  if (!read) throw new StartupError('DATA_DIR or DATABASE_URL is not set as the bot needs it.');
  return { dataDir: read.DATA_DIR, databaseUrl: withPassword(read.DATABASE_URL, read.PGPASSWORD) };
}

/** A password of its own variable needs no encoding; one in the address goes first, as everywhere with Postgres. */
function withPassword(address: string | undefined, password: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address);
  if (!url || url.password || !password) return address;
  url.password = encodeURIComponent(password);
  return url.href;
}

type Given = Readonly<Record<string, string | undefined>>;

interface Offered {
  readonly operations: readonly string[];
  readonly models: readonly string[];
}

const NAMES = Object.keys(variables);
/** Among shorter names too many are a letter apart that belong to other programs. */
const SHORTEST = 8;

/** Whether one letter was left out, put in, taken for another, or changed places with its neighbour. */
function isSlipOf(typed: string, meant: string): boolean {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false;
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at += 1;
  const rest = (text: string, from: number) => text.slice(at + from);
  const [first, second] = [typed[at], typed[at + 1]];
  return (
    rest(typed, 1) === rest(meant, 1) ||
    rest(typed, 1) === rest(meant, 0) ||
    rest(typed, 0) === rest(meant, 1) ||
    (first === meant[at + 1] && second === meant[at] && rest(typed, 2) === rest(meant, 2))
  );
}

/** Names that are set and that nobody reads, each a slip away from one that is read. */
function misspelled(env: Given): string[] {
  return Object.entries(env).flatMap(([typed, value]) => {
    if (value === undefined || value.trim() === '' || NAMES.includes(typed)) return [];
    const meant = NAMES.find(
      (name) => name.length >= SHORTEST && (typed.toUpperCase() === name || isSlipOf(typed.toUpperCase(), name)),
    );
    return meant === undefined ? [] : [`${typed} is set, but nothing reads it: the variable is called ${meant}.`];
  });
}

/** Long or odd ones are not repeated: what was pasted into the wrong line may be a secret. */
const QUOTABLE = /^[a-z][a-z0-9.-]{0,23}$/;

function unknownIn(variable: string, what: string, given: readonly string[] = [], known: readonly string[]): string[] {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const named = unknown.map((name) => (QUOTABLE.test(name) ? name : `entry ${given.indexOf(name) + 1}`));
  return [`${variable} names no ${what}: ${named.join(', ')}. There are: ${known.join(', ')}.`];
}

/** A key or an address of the API that is not spoken. */
function apiframeWarnings({ APIFRAME_API: api, APIFRAME_API_KEY: key, APIFRAME_API_URL: url }: Config): string[] {
  const other = api === 'v1' ? 'v2' : 'v1';
  const spoken = `the bot speaks ${api} (${apiframeApis[api].url})`;
  const warnings: string[] = [];
  if (key !== undefined && !apiframeApis[api].key.test(key)) {
    const begins = api === 'v1' ? 'begins' : 'does not begin';
    warnings.push(
      `APIFRAME_API_KEY ${begins} with afk_: it is a key of APIFRAME's ${other}, and ${spoken}, which refuses it. Leave APIFRAME_API out, and the key decides.`,
    );
  }
  if (url.hostname === new URL(apiframeApis[other].url).hostname) {
    warnings.push(`APIFRAME_API_URL is the address of APIFRAME's ${other}, and ${spoken}.`);
  }
  return warnings;
}

/** What lets the bot start and will not do what was meant. Pure; never shows a value that could be a secret. */
export function warningsOf(env: Given, values: Config, { operations, models }: Offered): string[] {
  const warnings = [
    ...misspelled(env),
    ...unknownIn('DISABLED_OPERATIONS', 'operation', values.DISABLED_OPERATIONS, operations),
    ...unknownIn('DISABLED_MODELS', 'model', values.DISABLED_MODELS, models),
    ...apiframeWarnings(values),
  ];
  if (values.FREEPIK_WEBHOOK_SECRET !== undefined && values.PUBLIC_URL === undefined) {
    warnings.push(
      'FREEPIK_WEBHOOK_SECRET does nothing without PUBLIC_URL, the address under which the provider reaches this bot: results are asked for.',
    );
  }
  return warnings;
}
