/** What an operator is told of: trouble that only a person can mend, or should know of. */
export const incidentKinds = [
  'provider-key',
  'provider-credits',
  'provider-gone',
  'switched-off',
  'spool-nearly-full',
  'spool-full',
  'disk-nearly-full',
  'file-store-away',
  'database',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** Names and numbers of ours for the words about it; never anything of a member's. */
export type IncidentFacts = Readonly<Record<string, string | number>>;

/** Trouble as it is seen now. */
export interface Sign {
  /** The same for as long as it is the same trouble. */
  readonly key: string;
  readonly kind: IncidentKind;
  readonly about: IncidentFacts;
}

export interface Incident extends Sign {
  readonly openedAt: number;
  readonly isTold: boolean;
  readonly closedAt: number | undefined;
}
