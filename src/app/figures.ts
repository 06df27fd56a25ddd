import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../services/logging/create-log.ts';
import { type Metrics, openMetrics } from '../services/metrics/open-metrics.ts';

const packageSchema = z.object({ version: z.string() });

export async function openFigures({
  config,
  clock,
  log,
}: {
  config: Config;
  clock: Clock;
  log: Log;
}): Promise<Metrics> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = packageSchema.parse(JSON.parse(text));
  const database = config.DATABASE_URL === undefined ? 'sqlite' : 'postgres';
  return openMetrics({ clock, log, build: { version, role: config.ROLE, database } });
}
