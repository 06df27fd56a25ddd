import { withPassword } from './config/database-place.ts';
import { type Environment, environment } from './config/variables.ts';
import { misspelled } from './config/warnings.ts';
import { StartupError } from './core/errors.ts';

/** What an operator set, checked as a whole. */
export interface Config extends Environment {
  readonly DISCORD_TOKEN: string;
}

const NO_TOKEN = `DISCORD_TOKEN is missing. To get one: open https://discord.com/developers/applications, make an application,
choose Bot, then Reset Token, and put it into .env as DISCORD_TOKEN=...
To try the bot without any account, run: npm run sandbox`;

const NO_PROVIDER = `FREEPIK_API_KEY and APIFRAME_API_KEY are both missing: at least one is needed to make pictures.
Keys come from https://www.magnific.com (Settings, Organization, API Keys) or https://apiframe.pro.
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
  return { ...parsed.data, DISCORD_TOKEN: token, ...(url !== undefined && { DATABASE_URL: url }) };
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
