import { readPending } from './pending.ts';
import type { Stroll } from './stroll.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** In real time: what goes to Discord is spread out over seconds. */
const PATIENCE_MS = 60_000;
const LONGEST_MS = 40 * 60 * MINUTE;

/** Nobody does anything any more, and all that was begun comes to its end; says what does not. */
export async function settle({ bench, clock, calm, answered }: Stroll): Promise<readonly string[]> {
  const complaints = await answered();
  await bench.files?.up();
  const startedAt = clock.now();
  const end = performance.now() + PATIENCE_MS;
  for (let round = 0; performance.now() < end; round++) {
    await calm();
    const pending = readPending(bench.dataDir);
    const open = [...pending].filter(([, count]) => count > 0);
    if (open.length === 0) return complaints;
    if (clock.now() > startedAt + LONGEST_MS) break;
    // an hour at a time once nothing but a look once an hour is left
    const isOnlyLate = open.every(([name]) => name === 'late looks');
    clock.advance(isOnlyLate ? 60 * MINUTE : Math.min(Math.round(2 * SECOND * 1.15 ** round), 5 * MINUTE));
  }
  const left = [...readPending(bench.dataDir)].filter(([, count]) => count > 0);
  return [...complaints, `does not come to rest: ${left.map(([name, count]) => `${count} ${name}`).join(', ')}`];
}
