/** Sent in place of the true answer, by any local server. */
export const replacingFaults = [
  'refuse-400',
  '400-problem',
  '400-flat',
  '400-field',
  '401',
  '402',
  '403',
  'firewall',
  '404',
  '409',
  '410',
  '413',
  '429',
  '500',
  '503',
  '503-html',
  'html',
  'empty',
  'hang',
  'reset',
  'too-large',
  'wrong-type',
  'redirect',
] as const;

/**
 * The request is worked off as ever, then the true answer is spoiled on its way out. `truncated` is a whole answer with
 * half the content; `cut-off` loses its connection half-way; `lacks-one` leaves out the first of several tasks.
 */
export const spoilingFaults = [
  'slow',
  'truncated',
  'truncated-picture',
  'cut-off',
  'unknown-status',
  'no-task-id',
  'not-https-entry',
  'lacks-one',
] as const;

/** The work itself takes another course. With `links-later` the first looks at what is completed find no links. */
export const workFaults = ['fail', 'refuse', 'stuck', 'expired-url', 'nsfw', 'wrong-host', 'links-later'] as const;

export type ReplacingFault = (typeof replacingFaults)[number];
export type SpoilingFault = (typeof spoilingFaults)[number];
export type WorkFault = (typeof workFaults)[number];
/** `reset-before` cuts the connection before the body is read; `down()` is the way to refuse a connection. */
export type ServerFault = ReplacingFault | SpoilingFault | WorkFault | 'reset-before';

interface FaultContext<Kind extends string> {
  readonly on: Kind;
  readonly method: string;
  readonly path: string;
  /** How many requests of this kind came so far, this one included. */
  readonly count: number;
  /** As sent, once it is read: undefined for `reset-before`. */
  readonly body?: unknown;
}

export interface MisbehaviourRule<Kind extends string, As extends string = ServerFault> {
  readonly on: Kind;
  readonly as: As;
  /** How often before the rule is spent; until it is removed when not said. */
  readonly times?: number;
  when?(context: FaultContext<Kind>): boolean;
  /** With `429` and `503`: seconds, or a point in time that is sent as an HTTP date. */
  readonly retryAfter?: number | Date;
  /** The rule ends by itself so long after it was given, by the clock. */
  readonly forMs?: number;
  /** With `firewall`: the API answers whatever comes in the same way, for so long. */
  readonly punishMs?: number;
  /** With `slow`. */
  readonly ms?: number;
  /** With `redirect`: where to; a closed port when not said. */
  readonly location?: string;
  /** The request is worked off (a task exists and is billed) although its answer is the fault. */
  readonly accepted?: boolean;
}

/** Rules apply in the order in which they were given, one a request. */
export function createMisbehaviour<Kind extends string, As extends string = ServerFault>(now: () => number) {
  const rules: { readonly rule: MisbehaviourRule<Kind, As>; left: number; readonly endsAt: number }[] = [];
  return {
    add(rule: MisbehaviourRule<Kind, As>): () => void {
      const forever = Number.POSITIVE_INFINITY;
      const endsAt = rule.forMs === undefined ? forever : now() + rule.forMs;
      const entry = { rule, left: rule.times ?? forever, endsAt };
      rules.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    take(context: FaultContext<Kind>, isBeforeBody: boolean): MisbehaviourRule<Kind, As> | undefined {
      const entry = rules.find(
        ({ rule, left, endsAt }) =>
          left > 0 &&
          now() < endsAt &&
          rule.on === context.on &&
          (rule.as === 'reset-before') === isBeforeBody &&
          (rule.when?.(context) ?? true),
      );
      if (entry) entry.left -= 1;
      return entry?.rule;
    },
  };
}

export function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((known) => known === name);
}

export type Meaningful<Kind extends string> = Partial<Record<ServerFault, readonly Kind[]>>;

/** A rule that changes nothing would make a test that cannot fail. */
export function refuseMeaningless(known: Meaningful<string>, on: string, as: ServerFault): void {
  const kinds = known[as];
  if (kinds && !kinds.includes(on))
    throw new Error(`${as} has no meaning on ${on}, only on: ${kinds.join(', ') || 'nothing here'}`);
}
