import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { type Asked, createSwitches } from '../../../src/services/switches/switches.ts';

export const mystic: Asked = { provider: 'freepik', path: '/v1/ai/mystic', body: { prompt: 'a fox' } };
export const zen: Asked = { ...mystic, body: { model: 'zen' } };
export const gone = { what: 'endpoint', status: 404 } as const;
export const modelGone = { what: 'model', status: 400 } as const;

/** Switches over a database of their own, with what they logged. */
export async function openTestSwitches() {
  const clock = createMovableClock();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const dataDir = await mkdtemp(join(tmpdir(), 'darkroom-switches-'));
  const store = await openStore({ databaseUrl: undefined, dataDir, clock, log });
  let jobs = 0;
  const switches = createSwitches({ store, clock, log });
  const job = () => ({ id: `job${jobs++}`, operation: 'imagine' });
  return {
    clock,
    log,
    store,
    switches,
    job,
    /** Another process on the same database. */
    another: () => createSwitches({ store, clock, log }),
    async refuse(asked: Asked, times: number, retired: typeof gone | typeof modelGone = gone) {
      for (let n = 0; n < times; n++) await switches.refused(asked, job(), retired);
    },
    logged: (level: number) => lines.filter((line) => line.includes(`"level":${level}`)),
  };
}
