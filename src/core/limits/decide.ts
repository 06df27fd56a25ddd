import { rankOf } from '../picture.ts';
import type { Rule, RuleField, RuleFields, Subject } from './rules.ts';

/** What holds where no rule says anything. */
export interface Defaults {
  /** Credits a day. */
  readonly daily: number;
  /** Jobs at once. */
  readonly concurrent: number;
}

/** A rule that has a say; the operator's own default comes after all of them. */
export type Source = Rule | 'operator';

export interface Ruling<Value> {
  /** Undefined: there is no bound. */
  readonly value: Value | undefined;
  /** Undefined where nobody said anything. */
  readonly by: Source | undefined;
  /** Those that said something else and did not decide, the strongest first. */
  readonly beaten: readonly Source[];
}

export type Decision = { readonly [Field in RuleField]: Ruling<Exclude<RuleFields[Field], undefined>> };

interface Claim<Value> {
  readonly source: Source;
  readonly value: Value;
}

/** `more(a, b)` is above zero where `a` leaves a member more than `b`. */
type Generosity<Value> = (a: Value, b: Value) => number;

const larger: Generosity<number> = (a, b) => a - b;
const smaller: Generosity<number> = (a, b) => b - a;
const yes: Generosity<boolean> = (a, b) => Number(a) - Number(b);
const finer: Generosity<string> = (a, b) => (rankOf(a) ?? -1) - (rankOf(b) ?? -1);

/** Member, role, channel (a thread's own, then its parent's), everyone; in each one command before all of them. */
function levelOf({ whom, command }: Rule, { channels }: Subject): number {
  const isForAll = command === undefined ? 1 : 0;
  switch (whom.kind) {
    case 'member':
      return isForAll;
    case 'role':
      return 2 + isForAll;
    case 'channel':
      return 4 + 2 * channels.indexOf(whom.id) + isForAll;
    case 'everyone':
      return 4 + 2 * channels.length + isForAll;
  }
}

export function isAbout({ whom }: Pick<Rule, 'whom'>, { memberId, roles, channels }: Subject): boolean {
  switch (whom.kind) {
    case 'everyone':
      return true;
    case 'member':
      return whom.id === memberId;
    case 'role':
      return roles.includes(whom.id);
    case 'channel':
      return channels.includes(whom.id);
  }
}

/** For each field on its own. Without a command: what holds for all that no rule speaks of by name. */
export function decide(
  rules: readonly Rule[],
  defaults: Defaults,
  subject: Subject,
  command: string | undefined,
): Decision {
  const having = rules.filter(
    (rule) => isAbout(rule, subject) && (rule.command === undefined || rule.command === command),
  );
  const ruling = <Value>(read: (rule: Rule) => Value | undefined, more: Generosity<Value>, last?: Value) => {
    const claims = having.flatMap((rule): (Claim<Value> & { readonly source: Rule })[] => {
      const value = read(rule);
      return value === undefined ? [] : [{ source: rule, value }];
    });
    claims.sort((a, b) => levelOf(a.source, subject) - levelOf(b.source, subject) || more(b.value, a.value));
    return rulingOf([...claims, ...(last === undefined ? [] : [{ source: 'operator' as const, value: last }])]);
  };
  return {
    daily: ruling(({ daily }) => daily, larger, defaults.daily),
    monthly: ruling(({ monthly }) => monthly, larger),
    concurrent: ruling(({ concurrent }) => concurrent, larger, defaults.concurrent),
    cooldown: ruling(({ cooldown }) => cooldown, smaller),
    resolution: ruling(
      ({ resolution }) => (resolution !== undefined && rankOf(resolution) !== undefined ? resolution : undefined),
      finer,
    ),
    allowed: closedByChannel(ruling(({ allowed }) => allowed, yes)),
  };
}

function rulingOf<Value>([first, ...others]: readonly Claim<Value>[]): Ruling<Value> {
  return { value: first?.value, by: first?.source, beaten: others.map(({ source }) => source) };
}

const ofChannel = (source: Source): source is Rule => source !== 'operator' && source.whom.kind === 'channel';

/** What a channel does not allow, nobody may do there. */
function closedByChannel(ruling: Ruling<boolean>): Ruling<boolean> {
  const all = ruling.by === undefined ? [] : [ruling.by, ...ruling.beaten];
  const channel = all.find(ofChannel);
  if (channel?.allowed !== false) return ruling;
  return { value: false, by: channel, beaten: all.filter((source) => source !== channel) };
}

/** Whose jobs a number counts: those of one command, or all. */
export const counted = ({ by }: Pick<Ruling<unknown>, 'by'>): string | undefined =>
  by === undefined || by === 'operator' ? undefined : by.command;
