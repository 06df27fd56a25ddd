import { writeFileSync } from 'node:fs';
import { inspectWalk } from './books.ts';
import { ask, batch, deleteMessage, fill, look, menu, press } from './deeds.ts';
import { isBusy } from './pending.ts';
import { settle } from './settle.ts';
import type { Step } from './steps.ts';
import { openStroll, type Stroll } from './stroll.ts';
import { troubleDiscord, troubleFiles, troubleProvider } from './troubles.ts';

const SLOW_MS = 2000;
const STOPPING_MS = 150;

/** What is waited for at the end is not waited for in real time; what is on its way to Discord gets there before. */
async function restart({ bench, clock, disturb, calm }: Stroll): Promise<void> {
  disturb();
  clock.advance(SLOW_MS);
  await calm();
  const timer = setTimeout(() => clock.advance(7000), STOPPING_MS);
  await bench.restart();
  clearTimeout(timer);
}

/** Longer ones are taken only when everybody has been answered, as nobody's client waits for hours. */
const MOMENT_MS = 5000;
const LONG_MS = 20 * 60_000;

/** No hours pass between two packets of one picture. */
async function leisure({ bench, calm }: Stroll): Promise<void> {
  for (let round = 0; isBusy(bench.dataDir) && round < 40; round++) await calm();
}

async function take(stroll: Stroll, step: Step, complaints: string[]): Promise<void> {
  switch (step.kind) {
    case 'ask':
      return ask(stroll, step);
    case 'press':
      return press(stroll, step);
    case 'fill':
      return fill(stroll, step);
    case 'batch':
      return batch(stroll, step);
    case 'look':
      return look(stroll, step);
    case 'menu':
      return menu(stroll, step);
    case 'delete-message':
      return deleteMessage(stroll, step);
    case 'restart':
      return restart(stroll);
    case 'provider':
      return troubleProvider(stroll, step);
    case 'discord':
      return troubleDiscord(stroll, step);
    case 'files':
      return troubleFiles(stroll, step);
    case 'wait':
      if (step.ms > 500) complaints.push(...(await stroll.answered()));
      if (step.ms > MOMENT_MS) await stroll.calm();
      if (step.ms > LONG_MS) await leisure(stroll);
      stroll.clock.advance(step.ms);
      return new Promise((resolve) => setTimeout(resolve, 20));
    default:
      return step satisfies never;
  }
}

/** Plays the steps against a fresh bot, and says all that is wrong afterwards. */
export async function play(steps: readonly Step[]): Promise<readonly string[]> {
  const stroll = await openStroll();
  const complaints: string[] = [];
  try {
    for (const [index, step] of steps.entries()) {
      await take(stroll, step, complaints).catch((error: unknown) => {
        complaints.push(`step ${index} ${JSON.stringify(step)} was not possible: ${error}`);
      });
    }
    complaints.push(...(await settle(stroll)));
    complaints.push(...(await inspectWalk(stroll)));
  } finally {
    if (process.env['WALK_LOG']) writeFileSync(process.env['WALK_LOG'], stroll.bench.logged.join(''));
    await stroll.bench.close().catch((error: unknown) => complaints.push(`at the end: ${error}`));
  }
  return complaints;
}
