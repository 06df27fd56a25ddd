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
