import type { ProviderName } from '../../core/provider.ts';

/** What a provider may retire: an endpoint, or one model of it. */
export interface SwitchKey {
  readonly provider: ProviderName;
  readonly path: string;
  /** Undefined: the endpoint itself. */
  readonly model: string | undefined;
}

/** One order that was refused as for something that is no more. */
export interface Evidence {
  readonly jobId: string;
  readonly status: number;
  readonly at: number;
}

export interface SwitchRow extends SwitchKey {
  /** Refusals since an order was last taken, oldest first. */
  readonly proof: readonly Evidence[];
  /** Points in time of the database's clock; null while it is on. */
  readonly offSince: number | null;
  readonly retryAt: number | null;
  /** How often it was tried again. */
  readonly tries: number;
  /** The one post that may try it in earnest. */
  readonly trialPostId: string | null;
}

export interface Switches {
  /** Of an endpoint and of the model that is asked of it; those that nothing was ever said against have no row. */
  of(key: SwitchKey): Promise<readonly SwitchRow[]>;
  /** Those that are off, the oldest first. */
  off(): Promise<readonly SwitchRow[]>;
  /** Those against which something was said since an order was last taken, on or off. */
  doubted(): Promise<readonly SwitchRow[]>;
  /** Makes the row if need be and holds it to the end of the transaction. */
  lock(key: SwitchKey): Promise<SwitchRow>;
  prove(key: SwitchKey, proof: readonly Evidence[]): Promise<void>;
  /** Off, if it is not yet; to be tried again in `waitMs`, and by nobody before. */
  turnOff(key: SwitchKey, waitMs: number): Promise<void>;
  /** On, but what was proven stays until an order is taken. False when it was on. */
  turnOn(key: SwitchKey): Promise<boolean>;
  /** An order was taken: nothing is said against it any more. False when nothing was. */
  forget(key: SwitchKey): Promise<boolean>;
  /** Of all who want to try what is off when its time has come, one may; the next after `waitMs`. */
  take(key: SwitchKey, waitMs: number, trialPostId: string | null): Promise<boolean>;
}
