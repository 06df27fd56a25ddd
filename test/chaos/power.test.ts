import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { cutPower, remains } from '../../chaos/power.ts';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createThrowaways } from '../support/throwaway.ts';

const run = promisify(execFile);
const { folder, dispose } = createThrowaways('power');
afterAll(dispose);

const open = (dataDir: string, log = pino({ level: 'silent' })) =>
  openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log });

const WORDS = Array.from({ length: 8 }, (_, n) => `word ${n}`);

/** The files as they stand after all those words, and what was said until the last but one was there. */
async function cut(how: Parameters<typeof cutPower>[2]) {
  const said: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => void said.push(line) });
  const [living, dead] = [await folder(), join(await folder(), 'copy')];
  const store = await open(living, log);
  for (const word of WORDS.slice(0, -1)) await store.documents.set(word, 'x'.repeat(3000));
  const until = said.length;
  await store.documents.set(WORDS.at(-1) ?? '', 'x'.repeat(3000));
  // by another process: whoever closes these files within this one gives away their locks
  await run('cp', ['-r', living, dead]);
  await store.close();
  const lost = cutPower(join(dead, 'darkroom.sqlite'), said.slice(0, until).join(''), how);
  const again = await open(dead);
  const kept = await Promise.all(WORDS.map((word) => again.documents.get(word)));
  await again.close();
  return { lost, kept: kept.map((value) => value !== undefined) };
}

const allButLast = WORDS.map((_, n) => n < WORDS.length - 1);

test.each(remains.flatMap((each) => [true, false].map((keepsIndex) => [each, keepsIndex] as const)))(
  'what was committed outlives a power cut that leaves %s of the rest (index kept: %s)',
  onlyWhere(process.platform !== 'win32', 'cp'),
  async (each, keepsIndex) => {
    const { lost, kept } = await cut({ remains: each, keepsIndex });
    expect(lost.behind).toBeGreaterThan(0);
    expect(kept).toEqual(allButLast);
  },
);

test(
  'what a log held before it was begun anew is not taken for what comes next',
  onlyWhere(process.platform !== 'win32', 'cp'),
  async () => {
    const said: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line) => void said.push(line) });
    const [living, dead] = [await folder(), join(await folder(), 'copy')];
    const store = await open(living, log);
    await store.sql('pragma wal_checkpoint(restart)', []);
    await store.documents.set('fox', 'x');
    await run('cp', ['-r', living, dead]);
    await store.close();
    const lost = cutPower(join(dead, 'darkroom.sqlite'), said.join(''), { remains: 'zeros', keepsIndex: false });
    expect(lost).toEqual({ synced: JSON.parse(said.at(-1) ?? '').frames, behind: 0 });
    expect(lost.synced).toBeLessThan(20);
    const again = await open(dead);
    expect(await again.documents.get('fox')).toBe('x');
    await again.close();
  },
);

test(
  'a disk that says too early that it has written loses what was committed',
  onlyWhere(process.platform !== 'win32', 'cp'),
  async () => {
    const { kept } = await cut({ remains: 'zeros', keepsIndex: false, honesty: 0.95 });
    expect(kept.filter(Boolean).length).toBeLessThan(WORDS.length - 1);
  },
);
