import { type Clock, sleep } from '../../core/clock.ts';
import type { Endpoint, Provider, ProviderName } from '../../core/provider.ts';
import type { Log } from '../log.ts';
import type { ProviderGate } from '../providers/guard.ts';
import type { RateBucket } from '../providers/rate-bucket.ts';
import type { Store, SwitchKey, SwitchRow } from '../store/contract.ts';
import { type Switches, untilTry } from './switches.ts';

interface Asker {
  readonly provider: Pick<Provider, 'presence'>;
  readonly bucket: Pick<RateBucket, 'take'>;
  readonly gate: Pick<ProviderGate, 'mayAsk'>;
}

interface WatchParts {
  readonly switches: Switches;
  readonly endpoint: (key: SwitchKey) => Endpoint | undefined;
  readonly providers: ReadonlyMap<ProviderName, Asker>;
  readonly store: Pick<Store, 'switches'>;
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_MS = 15_000;
const SHORTEST_MS = 250;
const TIMEOUT_MS = 20_000;

/** Sees what other processes turned, and asks for endpoints that are off; what no question tells is tried by an order. */
export function createSwitchWatch({ switches, endpoint, providers, store, clock, log }: WatchParts) {
  async function probe(row: SwitchRow, signal: AbortSignal): Promise<void> {
    const place = endpoint(row);
    const asker = providers.get(row.provider);
    if (!place || !asker?.gate.mayAsk()) return;
    if (!(await store.switches.take(row, untilTry(row.tries + 1), null))) return;
    await asker.bucket.take('look-up', signal);
    const presence = await asker.provider.presence(place, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    log.debug({ provider: row.provider, path: row.path, presence }, 'asked for what is switched off');
    if (presence === 'there') await switches.found(row);
  }

  const waiting = () =>
    switches.off().filter((row) => row.model === undefined && endpoint(row)?.required !== undefined);

  async function look(signal: AbortSignal): Promise<void> {
    await switches.refresh();
    for (const row of waiting()) {
      if (row.retryAt !== null && row.retryAt <= clock.now() && !signal.aborted) await probe(row, signal);
    }
  }

  /** What is due and was passed over is not worth a hurry. */
  function untilNextLook(): number {
    const due = waiting().map(({ retryAt }) => (retryAt ?? 0) - clock.now());
    return Math.max(SHORTEST_MS, Math.min(LOOK_MS, ...due.filter((ms) => ms > 0)));
  }

  /** Until the signal aborts. */
  return async function watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(clock, untilNextLook(), signal);
      if (signal.aborted) return;
      await look(signal).catch((error: unknown) => {
        if (!signal.aborted) log.warn({ err: error }, 'switches not looked at');
      });
    }
  };
}
