/** Of entries that can be taken back: what they hold is a change of limits. */
export const LIMITS_ACTION = 'limits';

/** What somebody with more rights than others did, for those who come after them. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly scope: string;
  readonly actorId: string;
  readonly action: string;
  readonly detail: string;
  /** Id of the entry that took this one back, while it does. */
  readonly undoneBy: string | undefined;
}

export interface Audit {
  /** Answers with the id of the entry. */
  append(entry: Omit<AuditEntry, 'id' | 'undoneBy'>): Promise<string>;
  recent(scope: string, limit: number): Promise<readonly AuditEntry[]>;
  /** Of one action, newest first. */
  page(
    about: Pick<AuditEntry, 'scope' | 'action'>,
    window: { readonly limit: number; readonly offset: number },
  ): Promise<readonly AuditEntry[]>;
  count(about: Pick<AuditEntry, 'scope' | 'action'>): Promise<number>;
  byId(id: string): Promise<AuditEntry | undefined>;
  /** Undefined: it stands again. */
  markUndone(id: string, undoneBy: string | undefined): Promise<void>;
}
