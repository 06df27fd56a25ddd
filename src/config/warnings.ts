import { type Environment, variables } from './variables.ts';

type Given = Readonly<Record<string, string | undefined>>;

export interface Offered {
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
export function misspelled(env: Given): string[] {
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

const V1 = 'https://api.apiframe.pro';
const V2_HOST = 'api.apiframe.ai';

/** What lets the bot start and will not do what was meant. Pure; never shows a value that could be a secret. */
export function warningsOf(env: Given, values: Environment, { operations, models }: Offered): string[] {
  const warnings = [
    ...misspelled(env),
    ...unknownIn('DISABLED_OPERATIONS', 'operation', values.DISABLED_OPERATIONS, operations),
    ...unknownIn('DISABLED_MODELS', 'model', values.DISABLED_MODELS, models),
  ];
  if (values.APIFRAME_API_KEY?.startsWith('afk_')) {
    warnings.push(
      `APIFRAME_API_KEY begins with afk_: it is a key of APIFRAME's v2, and this version speaks v1 (${V1}), which refuses it.`,
    );
  }
  if (values.APIFRAME_API_URL.hostname === V2_HOST) {
    warnings.push(`APIFRAME_API_URL is the address of APIFRAME's v2, and this version speaks v1: ${V1}.`);
  }
  if (values.FREEPIK_WEBHOOK_SECRET !== undefined && values.PUBLIC_URL === undefined) {
    warnings.push(
      'FREEPIK_WEBHOOK_SECRET does nothing without PUBLIC_URL, the address under which the provider reaches this bot: results are asked for.',
    );
  }
  return warnings;
}
