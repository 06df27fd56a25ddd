import type { Place } from '../job.ts';
import { DAY_MS } from '../periods.ts';

// What moderators may set, as it is stored: rules, grants, blocks, pauses, budgets. Then how they are written: the ranges
// of their numbers, the subject that a button carries, the times that people type. Last whom limits are looked up for.

/** Whom a rule is for. */
export type Whom =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'role' | 'member' | 'channel'; readonly id: string };

export const whomKinds = ['everyone', 'role', 'member', 'channel'] as const;

/** What a rule may say, each on its own; numbers are for each member. */
export interface RuleFields {
  /** Credits. */
  readonly daily?: number;
  readonly monthly?: number;
  /** Jobs at once. */
  readonly concurrent?: number;
  /** Seconds between jobs. */
  readonly cooldown?: number;
  /** Biggest one. */
  readonly resolution?: string;
  readonly allowed?: boolean;
}
export const ruleFields = [
  'daily',
  'monthly',
  'concurrent',
  'cooldown',
  'resolution',
  'allowed',
] as const satisfies readonly (keyof RuleFields)[];
export type RuleField = (typeof ruleFields)[number];

/** One of each whom and command: what is set again replaces what it names. */
export interface Rule extends RuleFields {
  readonly scope: string;
  readonly whom: Whom;
  /** Undefined: all of them. */
  readonly command: string | undefined;
  /** It is as if it were not there from then on. */
  readonly until: number | undefined;
  readonly setBy: string;
  readonly setAt: number;
}
export type RuleKey = Pick<Rule, 'scope' | 'whom' | 'command'>;

/** Whom a decision is about: their own rules, their roles', those of where they are, and everyone's. */
export interface Subject {
  readonly scope: string;
  readonly memberId: string;
  readonly roles: readonly string[];
  /** The channel, and for a thread the one that it belongs to. */
  readonly channels: readonly string[];
}

/** Credits beside what the rules leave a member, until a time. */
export interface Grant {
  readonly id: string;
  readonly scope: string;
  readonly memberId: string;
  readonly credits: number;
  /** Undefined: until they are used up. */
  readonly until: number | undefined;
  readonly setBy: string;
  readonly setAt: number;
}

/** A grant and what is left of it. */
export interface OpenGrant extends Grant {
  readonly left: number;
}

/** Credits that a job takes from a grant. */
export interface Draw {
  readonly jobId: string;
  readonly grantId: string;
  readonly credits: number;
}

export interface Block {
  readonly scope: string;
  readonly memberId: string;
  /** Undefined: until it is lifted. */
  readonly until: number | undefined;
  readonly reason: string | undefined;
  readonly setBy: string;
  readonly setAt: number;
}

/** `budget`: by itself, when the month's credits ran low; it ends with the month. */
export interface Pause {
  readonly scope: string;
  /** Undefined: all of them. */
  readonly command: string | undefined;
  readonly cause: 'moderator' | 'budget';
  readonly setBy: string;
  readonly setAt: number;
}

/** Of a server for a month of UTC, shared by all its members. */
export interface Budget {
  readonly scope: string;
  readonly credits: number;
  /** Where its notices go. */
  readonly channelId: string | undefined;
}

export const EVERYONE: Whom = { kind: 'everyone' };
export const whomId = (whom: Whom): string => (whom.kind === 'everyone' ? '' : whom.id);

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/** What the numbers of a rule may be, for the options and for whoever reads them. */
export const ruleRanges = {
  daily: { minimum: 0, maximum: 1_000_000 },
  monthly: { minimum: 0, maximum: 1_000_000 },
  /** None at all is said by `allowed`, which is told where 0 is typed. */
  concurrent: { minimum: 0, maximum: 1000 },
  cooldown: { minimum: 0, maximum: 86_400 },
} as const satisfies Partial<Record<RuleField, Range>>;
export type RuleNumber = keyof typeof ruleRanges;
export const ruleNumbers = ['daily', 'monthly', 'concurrent', 'cooldown'] as const satisfies readonly RuleNumber[];

export const grantRange: Range = { minimum: 1, maximum: 1_000_000 };
/** 0: none. */
export const budgetRange: Range = { minimum: 0, maximum: 100_000_000 };
/** Letters of a reason, of a moderator or of a member who reports. */
export const REASON_LIMIT = 300;

export const isWithin = (value: number, { minimum, maximum }: Range): boolean =>
  Number.isInteger(value) && value >= minimum && value <= maximum;

/** Whom a button is about: an empty text for all, `everyone`, or `role.123`. */
export const formatSubject = (whom: Whom | undefined): string => {
  if (!whom) return '';
  return whom.kind === 'everyone' ? 'everyone' : `${whom.kind}.${whom.id}`;
};

/** Undefined for what is no such text. */
export function parseSubject(text: string): { readonly about: Whom | undefined } | undefined {
  if (text === '') return { about: undefined };
  if (text === 'everyone') return { about: { kind: 'everyone' } };
  const [, kind, id] = /^(role|member|channel)\.(\d{1,20})$/.exec(text) ?? [];
  if (id === undefined || (kind !== 'role' && kind !== 'member' && kind !== 'channel')) return undefined;
  return { about: { kind, id } };
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 604_800_000 };

/** `never`: without an end. */
type Until = { readonly at: number } | 'never';

/**
 * When something ends, as people write it: `30m`, `2h`, `3d`, `1w`, `2026-12-31`, `never`. A day belongs to the time
 * that it ends: until the 31st is to its last second in UTC.
 */
export function parseUntil(text: string, now: number): Until | undefined {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (typed === 'never') return 'never';
  const [, count, unit = ''] = /^(\d{1,4}) ?([mhdw])$/.exec(typed) ?? [];
  const unitMs = UNIT_MS[unit];
  if (count && unitMs) return { at: now + Number(count) * unitMs };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined;
  const day = Date.parse(`${typed}T00:00:00Z`);
  // the 30th of February is no day, whatever Date makes of it
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(typed);
  return isDay ? { at: day + DAY_MS } : undefined;
}

interface Member {
  readonly scope: string;
  readonly ownerId: string;
  /** Where an interaction tells them; a post keeps them with its place. */
  readonly roles?: readonly string[];
  readonly place: Pick<Place, 'channelId' | 'parentId' | 'roles'>;
}

/** Whom limits are looked up for, where they are. */
export function subjectOf({ scope, ownerId, roles, place }: Member): Subject {
  const { channelId, parentId } = place;
  return {
    scope,
    memberId: ownerId,
    roles: roles ?? place.roles ?? [],
    channels: [channelId, ...(parentId ? [parentId] : [])],
  };
}

/** Outside of servers only the operator's own limits apply. */
export const isServer = (scope: string): boolean => !scope.startsWith('@');
