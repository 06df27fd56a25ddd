import { type Clock, unlessAborted } from '../core/clock.ts';
import type { Log } from '../services/log.ts';

/** Waits for something that may take its time, and no longer than all that is stopped together may take. */
export type AtMost = (ms: number, work: Promise<unknown>) => Promise<unknown>;

/** What is started and stopped with the bot. */
export interface Part {
  /** The signal aborts when a stop is asked for. */
  start?(stopping: AbortSignal): unknown;
  stop?(atMost: AtMost): unknown;
}

interface PartsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Ends a start that is under way. */
  readonly signal: AbortSignal;
}

/** All that is waited for at the end shares this time: a database or a Discord that hangs is not worth more. */
export const STOP_MS = 5000;
/** For what is about to be said or written down. */
export const ANSWERING_MS = 1500;

/** Starts parts in their order, and stops in reverse what was started or opened. */
export function createParts({ clock, log, signal }: PartsOptions) {
  const running: Part[] = [];
  const stopping = new AbortController();
  let stopBy = Number.POSITIVE_INFINITY;
  const atMost: AtMost = (ms, work) => Promise.race([work, delay(clock, Math.min(ms, stopBy - clock.now()))]);
  const stopped = async (part: Part) => part.stop?.(atMost);

  return {
    /** Aborts when a stop is asked for. */
    stopping: stopping.signal,
    /** What is open already. */
    add: (part: Part) => void running.push(part),
    /** Each when those before it have started; what this process has no part in is undefined. */
    async start(parts: readonly (Part | undefined)[]): Promise<void> {
      for (const part of parts.filter((each) => each !== undefined)) {
        running.push(part);
        await unlessAborted(signal, Promise.resolve(part.start?.(stopping.signal)));
      }
    },
    async stop(): Promise<void> {
      stopping.abort();
      stopBy = clock.now() + STOP_MS;
      for (const part of running.splice(0).reverse()) {
        await stopped(part).catch((error: unknown) => log.error({ err: error }, 'a part did not stop'));
      }
    },
  };
}

export type RunningParts = ReturnType<typeof createParts>;

export const delay = (clock: Clock, ms: number) => new Promise<void>((resolve) => void clock.schedule(ms, resolve));
