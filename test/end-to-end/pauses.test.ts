import { describe, expect } from 'vitest';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import { startPictureServer } from '../sandbox/providers/picture-server.ts';
import { buttonOf, createScene, eventually } from './bench.ts';
import { type Open, test } from './own-world.ts';
import type { Given } from './pictures.ts';

const STRIDE_MS = 400;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

type Options = Omit<NonNullable<Parameters<Open>[0]>, 'clock'>;

async function begin(open: Open, options: Options = {}, taskMs = 100) {
  const clock = createMovableClock();
  const at = await open({ clock, discord: { clock }, ...options, freepik: { clock, taskMs } });
  const scene = createScene(at);
  const ask = async (name: string, given: Readonly<Record<string, Given>>) => {
    const handle = await at.discord.runCommand({ ...scene, name, options: given });
    await handle.acknowledged;
    return handle;
  };
  return { at, clock, ask };
}

/** The clock goes on in strides, as it does for a bot that looks at its rows meanwhile. */
async function goOn(clock: MovableClock, ms: number): Promise<void> {
  for (const end = clock.now() + ms; clock.now() < end; ) {
    clock.advance(Math.min(STRIDE_MS, Math.max(0, end - clock.now())));
    await settled();
  }
}

/** Older than every lease, and than the longest time between two looks at the rows. */
const growOld = (clock: MovableClock) => goOn(clock, 75_000);

/** After each try nothing happens for at least this long, and then there is another. */
async function expectPauses(clock: MovableClock, tries: () => number, pauses: readonly number[]): Promise<void> {
  for (const pause of pauses) {
    const seen = tries();
    await eventually(() => {
      clock.advance(STRIDE_MS / 4);
      return tries() > seen;
    });
    const again = tries();
    await goOn(clock, pause - STRIDE_MS);
    expect(tries() - again, `tries within ${pause} ms`).toBe(0);
  }
}

describe('a job that lives longer than every lease is tried as seldom as one that was just begun', {
  timeout: 60_000,
}, () => {
  test('a result whose download answers 500', async ({ open }) => {
    const { at, clock, ask } = await begin(open);
    const stop = at.freepik.misbehave({ on: 'download', as: '500' });
    const downloads = () => at.freepik.requests.filter(({ host }) => host === 'results').length;
    const handle = await ask('imagine', { prompt: 'a fox', resolution: '1k' });
    await eventually(downloads);
    await growOld(clock);
    await expectPauses(clock, downloads, [3000, 3000, 3000]);
    stop();
    await eventually(() => {
      clock.advance(STRIDE_MS);
      return handle.message()?.attachments.length;
    });
  });

  test('a message that Discord answers with 503', async ({ open }) => {
    const { at, clock, ask } = await begin(open);
    const isEdit = (method: string, path: string) => method === 'PATCH' && path.includes('/messages/');
    const stop = at.discord.fault(({ method, path }) => (isEdit(method, path) ? { status: 503 } : undefined));
    const tries = () => at.logged.filter((line) => line.includes('message not shown this way')).length;
    const handle = await ask('imagine', { prompt: 'a fox', resolution: '1k' });
    await eventually(tries);
    await growOld(clock);
    await expectPauses(clock, tries, [3000, 3000, 3000]);
    stop();
    await eventually(() => {
      clock.advance(STRIDE_MS);
      return handle.message()?.attachments.length;
    });
  });

  test('a source picture that cannot be fetched', async ({ open }) => {
    const server = await startPictureServer({});
    const allowed = { ALLOWED_IMAGE_HOSTS: new URL(server.url).host, DEFAULT_CONCURRENT_JOBS: '9' };
    const { at, clock, ask } = await begin(open, { env: allowed }, 3_600_000);
    await ask('imagine', { prompt: 'one that is under way meanwhile', resolution: '1k' });
    await growOld(clock);
    const tries = () => at.logged.filter((line) => line.includes('source picture not copied')).length;
    await server.close();
    await ask('upscale', { from: `${server.url}/gone.png` });
    await eventually(tries);
    await goOn(clock, 1500 - 2 * STRIDE_MS);
    expect(tries()).toBe(1);
    await expectPauses(clock, tries, [3000, 4500]);
  });

  test('a step that fails in a way that nobody foresaw', async ({ open }) => {
    let failures = 0;
    let isBroken = true;
    const { at, clock, ask } = await begin(open, {
      wrapProvider: (_, provider) => ({
        ...provider,
        poll(ticket, signal) {
          if (!isBroken) return provider.poll(ticket, signal);
          failures += 1;
          throw new Error('on purpose');
        },
      }),
      env: { POLL_MIN_MS: '70000', POLL_MAX_MS: '70000' },
    });
    const handle = await ask('imagine', { prompt: 'a fox', resolution: '1k' });
    await eventually(() => at.freepik.billed);
    await goOn(clock, 65_000);
    expect(failures).toBe(0);
    await expectPauses(clock, () => failures, [500, 2000, 5000, 15_000, 30_000]);
    isBroken = false;
    await eventually(() => {
      clock.advance(STRIDE_MS);
      return buttonOf(handle.message(), 'again');
    });
  });
});
