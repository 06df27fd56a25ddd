import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface BotProcess {
  readonly child: ChildProcess;
  /** All that it wrote. */
  output(): string;
  /** Resolves with the exit code, or null after a signal, when all that it wrote is there. */
  readonly ended: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** The same on a clock that can be moved. */
export const ON_CLOCK = fileURLToPath(new URL('bot-on-clock.ts', import.meta.url));
/** As `npm start` has it. */
const OF_THE_BOT = ['--max-semi-space-size=4', '--v8-pool-size=1'];

/** The real bot in a process of its own; resolves when it says that it is ready. */
export async function startBot(env: Readonly<Record<string, string>>, main: string = MAIN): Promise<BotProcess> {
  const bot = launchBot(env, main);
  const ready = new Promise<void>((resolve, reject) => {
    const look = () => bot.output().includes('"msg":"ready"') && resolve();
    bot.child.stdout?.on('data', look);
    void bot.ended.then((code) => reject(new Error(`the bot ended with ${code}:\n${bot.output().slice(-2000)}`)));
  });
  await ready;
  return bot;
}

export function launchBot(env: Readonly<Record<string, string>>, main: string = MAIN): BotProcess {
  const { PATH = '', HOME = '', SystemRoot = '', TEMP = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [...(main === MAIN || main === ON_CLOCK ? OF_THE_BOT : []), main], {
    env: { PATH, HOME, SystemRoot, TEMP, TMPDIR, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    child,
    output: () => text,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
