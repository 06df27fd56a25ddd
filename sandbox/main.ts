import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { startPageServer } from './page/server.ts';
import { readRealApis } from './real-apis.ts';
import { openSitting } from './sitting.ts';
import { createTerminal } from './terminal/terminal.ts';

const { values } = parseArgs({
  options: {
    terminal: { type: 'boolean' },
    port: { type: 'string' },
    real: { type: 'boolean' },
    replay: { type: 'string' },
  },
});

function leave(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

const real = values.real ? readRealApis(process.env) : [];
if (typeof real === 'string') leave(real);
const played: unknown =
  values.replay === undefined
    ? undefined
    : await readFile(values.replay, 'utf8')
        .then((text): unknown => JSON.parse(text))
        .catch(() => leave(`${values.replay} is no recording that can be read.`));

const sitting = await openSitting({ real });
const page = await startPageServer({ sitting, port: Number(values.port ?? 0) }).catch(async (error: unknown) => {
  await sitting.close();
  return leave(`Port ${values.port ?? 0} cannot be had: ${error instanceof Error ? error.message : ''}`);
});
process.stdout.write(`Darkroom in your browser: ${page.url}\n`);
const bot = sitting.bot.start();
const ending = Promise.withResolvers<void>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.resolve());

/** True as soon as a line is piped in; never where somebody sits there, or nothing comes. */
async function isPiped(): Promise<boolean> {
  if (process.stdin.isTTY) return false;
  await once(process.stdin, 'readable');
  const chunk: unknown = process.stdin.read();
  if (!(chunk instanceof Buffer)) return false;
  process.stdin.unshift(chunk);
  return true;
}

/** Page and terminal ask by themselves; a recording is played where somebody sits to say yes. */
async function areCostsAgreed(): Promise<boolean> {
  if (page.room.isAgreed()) return true;
  if (!process.stdin.isTTY) {
    process.stderr.write('Real APIs cost money, and nobody is here to agree: use the page, or a terminal.\n');
    return false;
  }
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asked.question(
    `Orders go to the real API of ${sitting.real.join(' and ')}: this costs money. Go on? [y/N] `,
  );
  asked.close();
  if (/^y(es)?$/i.test(answer.trim())) page.room.agreeToCosts();
  return page.room.isAgreed();
}

async function playLines(): Promise<void> {
  await sitting.bot.hasBegun();
  const { stdin: input, stdout: output } = process;
  if (sitting.bot.state === 'running') return createTerminal({ sitting, page, input, output }).run();
  process.stderr.write(`The bot ended:\n${bot.output().slice(-1500)}\n`);
  process.exitCode = 1;
}

/** The sitting stays open afterwards, so that one can look; with `--terminal` it ends, by 1 where a step could not be done. */
async function playRecording(): Promise<void> {
  if (!(await areCostsAgreed())) return;
  const problem = await page.replay(played, ({ step, of }) => process.stdout.write(`Step ${step} of ${of}\n`));
  process.stdout.write(problem === undefined ? 'All of it was done.\n' : `${problem}\n`);
  if (problem !== undefined) process.exitCode = 1;
}

if (played !== undefined) {
  await Promise.race([playRecording(), ending.promise]);
  if (!values.terminal) await ending.promise;
} else if (values.terminal || (await Promise.race([isPiped(), ending.promise.then(() => false)]))) {
  await Promise.race([playLines(), ending.promise]);
} else await ending.promise;
await page.close();
await sitting.close();
process.exit(process.exitCode);
