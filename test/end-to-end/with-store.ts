import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import type { Bench } from './bench.ts';

/** Puts rows where moderators would: while the bot is stopped, since a file belongs to one process. */
export async function withStore(bench: Bench, work: (store: Store) => Promise<void>): Promise<void> {
  await bench.app.stop();
  const store = await openStore({
    databaseUrl: bench.env['DATABASE_URL'],
    dataDir: bench.env['DATA_DIR'] ?? '',
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  await work(store).finally(() => store.close());
  await bench.restart();
}
