import type { Spending } from '../../core/limits/spending.ts';

/** Both included, as the ledger names days. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Sums of the ledger, kept by the transactions that write it. */
export interface Tallies {
  /** Reserved and not given back; everything that is said of a member's spending comes from here. */
  spent(scope: string, ownerId: string, days: Days): Promise<Spending>;
  /** When the member last asked for something, of this command or at all, on those days. */
  lastAsked(scope: string, ownerId: string, days: Days, command: string | undefined): Promise<number | undefined>;
  /** Of all members of a server, in a month. */
  ofServer(scope: string, month: string): Promise<number>;
  ofEverybody(month: string): Promise<number>;
}
