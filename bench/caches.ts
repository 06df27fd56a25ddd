import { setTimeout as pause } from 'node:timers/promises';
import type { StoredMessage } from '../sandbox/discord/messages.ts';
import { type Figure, type Measurement, slopeOf } from './figures.ts';
import { answeredMs, inTurn, openScene, type Program, type Scene, together } from './scene.ts';

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
async function growth(memory: () => number, count: number, deed: (n: number) => Promise<unknown>): Promise<Growth> {
  await pause(SETTLING_MS);
  const before = memory();
  const points: { at: number; value: number }[] = [];
  await together(count, AT_ONCE, async (n) => {
    await deed(n);
    if (n % SAMPLE_EVERY === 0) points.push({ at: n, value: memory() });
  });
  await pause(SETTLING_MS);
  const slope = slopeOf(points.filter(({ at }) => at >= LAST_HALF)) * 1000;
  return { over: memory() - before, slope };
}

const openCrowd = (program: Program): Promise<Scene> =>
  openScene({
    program,
    stage: { freepik: { taskMs: 500 }, discord: { maxExchanges: 1000 } },
    channels: CHANNELS,
    members: MANY + WARM_UP,
    env: { POLL_MIN_MS: '100' },
  });

async function firstCard(scene: Scene): Promise<StoredMessage> {
  const first = await scene.order();
  await scene.arrival([first]);
  const card = first.message();
  if (!card) throw new Error('there is no card to click on');
  return card;
}

/** A command of each member, then a click on as many messages, each of which shows this card. */
async function crowd({ discord, people, places, guild, memory, close }: Scene, card: StoredMessage) {
  const [, customId = ''] = /"(v1:prompt:[^"]+)"/.exec(JSON.stringify(card.components)) ?? [];
  const command = async (n: number) =>
    answeredMs(await discord.runCommand({ user: inTurn(people, n), channel: inTurn(places, n), name: 'quota' }));
  const click = (n: number) => {
    const id = String(BigInt(card.id) + BigInt(n) + 1n);
    const message = { ...card, id, channelId: inTurn(places, n).id, guildId: guild.id };
    return answeredMs(discord.click({ user: inTurn(people, n % CHANNELS), message, customId, force: true }));
  };
  await together(WARM_UP, AT_ONCE, (n) => command(MANY + n));
  await together(WARM_UP, AT_ONCE, (n) => click(MANY + n));
  const commands = await growth(memory, MANY, command);
  const clicks = await growth(memory, MANY, click);
  await close();
  return { commands, clicks };
}

/** What stays in memory of whoever came by once; both at the same time, as nothing here goes by the clock. */
export const caches: Measurement = {
  takes: 'usual',
  async measure() {
    const scene = await openCrowd('darkroom');
    const card = await firstCard(scene);
    const [ours, bare] = await Promise.all([crowd(scene, card), crowd(await openCrowd('bare'), card)]);
    const inWords = MANY.toLocaleString('en');
    const deeds = [
      ['commands', `${inWords} commands of as many members`],
      ['clicks', `${inWords} clicked messages`],
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
        { name: `rise with each of the last half of ${name}`, unit: 'kB', better: 'lower', ...both('slope') },
      ];
    });
  },
};
