import { Registry } from 'prom-client';
import { type Clock, within } from '../../core/clock.ts';
import type { Log } from '../logging/create-log.ts';
import { createBookFigures } from './book-figures.ts';
import type { Meter } from './meter.ts';
import { createProcessFigures } from './process-figures.ts';
import { createRequestMeters } from './request-meters.ts';
import { createStateFigures, type StateParts } from './state-figures.ts';

export interface Metrics {
  readonly meter: Meter;
  /** Whatever /metrics shows of more than this process. */
  watch(parts: StateParts): void;
  /** As Prometheus reads it. */
  text(): Promise<string>;
  close(): void;
}

interface MetricsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly build: { readonly version: string; readonly role: string; readonly database: string };
}

/** A database that hangs must not take the other figures with it. */
const PATIENCE_MS = 3000;

/** One registry for a bot: no figure belongs to a module. */
export function openMetrics({ clock, log, build }: MetricsOptions): Metrics {
  const registry = new Registry();
  const meter = createRequestMeters(registry);
  const ofProcess = createProcessFigures(registry, build);
  let refresh = async (): Promise<unknown> => undefined;
  let refreshing: Promise<unknown> | undefined;

  async function settle(reads: readonly Promise<void>[]): Promise<void> {
    for (const result of await Promise.allSettled(reads))
      if (result.status === 'rejected') log.warn({ err: result.reason }, 'a figure was not read');
  }

  return {
    meter,
    watch(parts) {
      const readState = createStateFigures(registry, parts);
      const readBooks = createBookFigures(registry, parts.store.figures, parts.operations, clock);
      refresh = () => settle([...readState(clock.now()), readBooks()]);
    },
    async text() {
      ofProcess.read();
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      await within(clock, PATIENCE_MS, refreshing, undefined);
      return registry.metrics();
    },
    close: ofProcess.close,
  };
}
