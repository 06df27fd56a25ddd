import { setTimeout as pause } from 'node:timers/promises';
import type { StoredMessage } from '../sandbox/discord/messages.ts';
import { type Figure, type Measurement, slopeOf } from './figures.ts';
import { answeredMs, openScene, type Program, type Scene } from './scene.ts';

const MANY = 20_000;
const WARM_UP = 1000;
const CHANNELS = 200;
const AT_ONCE = 40;
const SAMPLE_EVERY = 250;
const SETTLING_MS = 1500;
const LAST_HALF = MANY / 2;

interface Growth {
  /** Megabytes more than before. */
  readonly over: number;
  /** Kilobytes with each of the last half. */
  readonly slope: number;
}

/** So many deeds, a few at a time, as fast as they are answered. */
async function growth(scene: Scene, count: number, deed: (n: number) => Promise<unknown>): Promise<Growth> {
  await pause(SETTLING_MS);
  const before = scene.memory();
  const points: { at: number; value: number }[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      const n = next++;
      await deed(n);
      if (n % SAMPLE_EVERY === 0) points.push({ at: n, value: scene.memory() });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await pause(SETTLING_MS);
  const slope = slopeOf(points.filter(({ at }) => at >= LAST_HALF)) * 1000;
  return { over: scene.memory() - before, slope };
}

const at = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('nothing is there');
  return found;
};

/** A command of each member, then a click of another member on each of as many messages. */
async function run(program: Program, card: StoredMessage | undefined) {
  const scene = await openScene({
    program,
    stage: { freepik: { taskMs: 500 }, discord: { maxExchanges: 1000 } },
    channels: CHANNELS,
    members: MANY + WARM_UP,
    env: { POLL_MIN_MS: '100' },
  });
  const { discord, people, places, guild } = scene;
  const command = async (n: number) => {
    const handle = await discord.runCommand({ user: at(people, n), channel: at(places, n), name: 'quota' });
    await answeredMs(handle);
  };
  const first = await scene.order({ member: 0, channel: 0 });
  await answeredMs(first);
  if (program === 'darkroom') await scene.arrival([first]);
  const shown = card ?? first.message();
  if (!shown) throw new Error('there is no message to click on');
  const [, customId = 'v1:prompt'] = /"custom_id":"(v1:prompt:[^"]+)"/.exec(JSON.stringify(shown.components)) ?? [];
  const click = (n: number) => {
    const channel = at(places, n);
    // the same card in each of them: its button opens a form
    const message = {
      ...shown,
      id: String(BigInt(shown.id) + BigInt(n) + 1n),
      channelId: channel.id,
      guildId: guild.id,
    };
    return answeredMs(discord.click({ user: at(people, n % CHANNELS), message, customId, force: true }));
  };
  for (let n = 0; n < WARM_UP; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => command(MANY + n + k)));
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => click(MANY + n + k)));
  }
  const commands = await growth(scene, MANY, command);
  const clicks = await growth(scene, MANY, click);
  await scene.close();
  return { commands, clicks, shown };
}

/** What stays in memory of whoever came by once. */
export const caches: Measurement = {
  takes: 'usual',
  async measure() {
    const ours = await run('darkroom', undefined);
    const bare = await run('bare', ours.shown);
    const deeds = [
      ['commands', `${MANY} commands of as many members`],
      ['clicks', `${MANY} clicked messages`],
    ] as const;
    return deeds.flatMap(([key, name]): Figure[] => {
      const both = (of: keyof Growth) => ({
        ours: [ours[key][of]],
        baseline: [bare[key][of]],
        baselineName: 'bare discord.js',
      });
      return [
        {
          name: `memory after ${name}, over before`,
          unit: 'MB',
          better: 'lower',
          ...both('over'),
          goal: { of: 'value', bound: 40 },
        },
        { name: `of each of the last half of ${name}`, unit: 'kB', better: 'lower', ...both('slope') },
      ];
    });
  },
};
