import { type Clock, sleep } from '../../core/clock.ts';
import type { Provider, ProviderName } from '../../core/provider.ts';
import type { Log } from '../logging/create-log.ts';
import type { PauseReason, Store } from '../store/contract.ts';

/** Holds a provider back while its key or its credits are refused, and lets it go on when a probe is answered. */
export interface ProviderGate {
  /** As last seen here; the acceptance of a job reads the row itself. */
  pausedFor(): PauseReason | null;
  pause(reason: PauseReason): Promise<void>;
  /** Reads the row and probes while paused, until the signal aborts. */
  watch(signal: AbortSignal): Promise<void>;
}

export interface ProviderGateParts {
  readonly name: ProviderName;
  readonly provider: Pick<Provider, 'probe'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Told once per incident, and once when it is over. */
  readonly onChange: (provider: ProviderName, pausedFor: PauseReason | null) => void;
}

const FIRST_PROBE_MS = 30_000;
const LONGEST_PROBE_MS = 300_000;

export function createProviderGate({ name, provider, store, clock, log, onChange }: ProviderGateParts): ProviderGate {
  let pausedFor: PauseReason | null = null;
  let wake = () => {};

  function become(reason: PauseReason | null): void {
    if (reason === pausedFor) return;
    pausedFor = reason;
    if (reason) log.error({ provider: name, reason }, 'provider paused: its account needs a person');
    if (!reason) log.info({ provider: name }, 'provider goes on');
    onChange(name, reason);
    wake();
  }

  async function probe(signal: AbortSignal): Promise<boolean> {
    try {
      return await provider.probe(signal);
    } catch (error) {
      log.warn({ err: error, provider: name }, 'probe brought no answer');
      return false;
    }
  }

  async function look(signal: AbortSignal): Promise<void> {
    become((await store.providers.read(name)).pausedFor);
    if (!pausedFor || !(await probe(signal))) return;
    await store.providers.resume(name);
    become(null);
  }

  return {
    pausedFor: () => pausedFor,
    async pause(reason) {
      await store.providers.pause(name, reason, clock.now());
      become(reason);
    },
    async watch(signal) {
      become((await store.providers.read(name)).pausedFor);
      for (let wait = FIRST_PROBE_MS; !signal.aborted; ) {
        const woken = new AbortController();
        wake = () => woken.abort();
        await sleep(clock, wait, AbortSignal.any([signal, woken.signal]));
        if (signal.aborted) return;
        if (woken.signal.aborted) {
          wait = FIRST_PROBE_MS;
          continue;
        }
        await look(signal).catch((error: unknown) => log.warn({ err: error, provider: name }, 'provider row not read'));
        wait = pausedFor ? Math.min(wait * 2, LONGEST_PROBE_MS) : FIRST_PROBE_MS;
      }
    },
  };
}
