import manifest from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../services/logging/create-log.ts';
import { type Metrics, openMetrics } from '../services/metrics/open-metrics.ts';

interface FigureParts {
  readonly config: Pick<Config, 'DATABASE_URL' | 'ROLE'>;
  readonly clock: Clock;
  readonly log: Log;
}

export function openFigures({ config, ...parts }: FigureParts): Metrics {
  const database = config.DATABASE_URL === undefined ? 'sqlite' : 'postgres';
  return openMetrics({ ...parts, build: { version: manifest.version, role: config.ROLE, database } });
}
