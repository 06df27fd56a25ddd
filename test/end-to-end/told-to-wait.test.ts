import { expect } from 'vitest';
import { createScene, eventually } from './bench.ts';
import { test } from './own-world.ts';

const WAIT_MS = 3000;

test.for(['submit', 'poll'] as const)(
  'a key that is told to wait at a %s sends nothing for so long, for no job, and then all of them go on',
  { timeout: 60_000 },
  async (on, { open }) => {
    const at = await open({ freepik: { taskMs: 1500 } });
    const scene = createScene(at);
    const ask = async (prompt: string) => {
      const handle = await at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt, resolution: '1k' } });
      await handle.acknowledged;
      return handle;
    };
    const first = await ask('a fox');
    await eventually(() => at.freepik.billed);
    at.freepik.misbehave({ on, as: '429', times: 1, retryAfter: WAIT_MS / 1000 });
    const handles = [first, await ask('a hare'), await ask('an owl')];
    const refused = await eventually(() => at.freepik.requests.find(({ status }) => status === 429));
    await eventually(() => handles.every((handle) => handle.message()?.attachments.length), 30_000);
    const asked = at.freepik.requests.filter(({ host, at: time }) => host === 'api' && time > refused.at);
    // what was on its way already, and then silence
    const after = asked.map(({ at: time }) => time - refused.at).filter((ms) => ms > WAIT_MS / 3);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(WAIT_MS - 50);
    expect(at.freepik.billed).toBe(3);
  },
);
