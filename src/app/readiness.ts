import { type Clock, within } from '../core/clock.ts';
import type { Health } from '../http/health-routes.ts';
import type { Store } from '../services/store/contract.ts';

interface ReadinessParts {
  readonly store: Pick<Store, 'isAnswering'>;
  readonly clock: Clock;
  readonly isBeating: () => boolean;
  readonly isConnected: () => boolean;
  readonly isRegistered: () => boolean;
}

/** Whoever asks gives up after a few seconds, and must not take a database that hangs for a bot that does. */
const ANSWER_MS = 2000;

/** What must work before commands are taken. */
export const createReadiness =
  ({ store, clock, isBeating, isConnected, isRegistered }: ReadinessParts): Health['readiness'] =>
  async () => ({
    database: await within(clock, ANSWER_MS, store.isAnswering(), false),
    heartbeat: isBeating(),
    gateway: isConnected(),
    commands: isRegistered(),
  });
