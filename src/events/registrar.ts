import type { Clock } from '../core/clock.ts';
import type { Log } from '../services/logging/create-log.ts';

/** Tells Discord anew when what is offered has changed. */
export interface Registrar {
  changed(): void;
  stop(): void;
}

export interface RegistrarParts {
  readonly register: () => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Changes come in groups, and Discord counts each command that comes back: 200 a day. */
const TOGETHER_MS = 10_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

export function createRegistrar({ register, clock, log }: RegistrarParts): Registrar {
  let cancel: (() => void) | undefined;
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;
  let retryMs = FIRST_RETRY_MS;

  function plan(ms: number): void {
    cancel ??= isStopped ? undefined : clock.schedule(ms, () => void run());
  }

  async function run(): Promise<void> {
    cancel = undefined;
    isRunning = true;
    isWanted = false;
    const isDone = await register().then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, retryMs }, 'commands not registered anew yet');
        return false;
      },
    );
    isRunning = false;
    if (!isDone) plan(retryMs);
    else if (isWanted) plan(TOGETHER_MS);
    retryMs = isDone ? FIRST_RETRY_MS : Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  return {
    changed() {
      if (isRunning) isWanted = true;
      else plan(TOGETHER_MS);
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
