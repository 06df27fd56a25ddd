import { setTimeout as pause } from 'node:timers/promises';
import type { Measurement } from './figures.ts';
import { bringing, photo } from './painted.ts';
import { answeredMs, inTurn, lastDelay, openScene, type Scene, watchedLoop } from './scene.ts';

const PICTURES = 40;
const [WIDTH, HEIGHT] = [6000, 4000];
const APART_MS = 250;
const AT_REST = 20;

const ask = async ({ discord, people, places }: Scene): Promise<number> =>
  answeredMs(await discord.runCommand({ user: inTurn(people, 0), channel: inTurn(places, 0), name: 'quota' }));

/** Somebody asks something small, again and again, as long as it lasts. */
async function askMeanwhile(scene: Scene, isOver: () => boolean): Promise<readonly number[]> {
  const asked: Promise<number>[] = [];
  while (!isOver()) {
    asked.push(ask(scene));
    await pause(APART_MS);
  }
  return Promise.all(asked);
}

/** Each is handed in, cleaned, given to the provider, brought back and shown; beside the same bot at rest. */
export const pictures: Measurement = {
  takes: 'usual',
  async measure() {
    const bytes = await photo(WIDTH, HEIGHT);
    const freepik = { taskMs: 1000, endpoints: bringing(bytes, 'image/jpeg') };
    const scene = await openScene({ stage: { freepik }, channels: PICTURES, members: PICTURES, env: watchedLoop });
    for (let n = 0; n < 5; n++) await ask(scene);
    await lastDelay(scene);
    const stop = Date.now() + AT_REST * APART_MS;
    const before = await askMeanwhile(scene, () => Date.now() > stop);
    const still = await lastDelay(scene);

    let isOver = false;
    const asking = askMeanwhile(scene, () => isOver);
    const handles = await Promise.all(
      scene.people.map((user, n) => {
        const options = { image: { file: { name: `photo-${n}.jpg`, bytes } } };
        return scene.discord.runCommand({ user, channel: inTurn(scene.places, n), name: 'rmbg', options });
      }),
    );
    const { count } = await scene.arrival(handles);
    isOver = true;
    const meanwhile = await asking;
    const late = await lastDelay(scene);
    await scene.close();
    const passing = `while ${PICTURES} pictures of ${(WIDTH * HEIGHT) / 1e6} megapixels pass`;
    const beside = { better: 'lower', baselineName: 'that at rest' } as const;
    return [
      { name: 'pictures arrived', unit: '', better: 'higher', ours: [count], goal: { of: 'value', bound: PICTURES } },
      {
        name: `loop delay p99 ${passing}`,
        unit: 'ms',
        ...beside,
        ours: [late],
        baseline: [still],
        goal: { of: 'value', bound: 20 },
      },
      {
        name: `longest answer ${passing}`,
        unit: 'ms',
        ...beside,
        ours: [Math.max(...meanwhile)],
        baseline: [Math.max(...before)],
        goal: { of: 'value', bound: 500 },
      },
    ];
  },
};
