import { type BotProcess, launchBot, ON_CLOCK } from './bot-process.ts';
import type { MovableClock } from './movable-clock.ts';

type BotState = 'starting' | 'running' | 'stopping' | 'stopped' | 'killed';

const KEPT_LINES = 400;
const MINUTE_MS = 60_000;
const MOMENT_MS = 60;

interface SupervisorOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly clock: MovableClock;
  onState(state: BotState): void;
  onLine(line: string): void;
}

/** Starts, kills and stops the bot's process, and takes its clock along. */
export function createSupervisor({ env, clock, onState, onLine }: SupervisorOptions) {
  const lines: string[] = [];
  let state: BotState = 'stopped';
  let begun = Promise.withResolvers<void>();
  let bot: BotProcess | undefined;
  let ahead = 0;

  function become(next: BotState): void {
    state = next;
    if (next === 'starting') begun = Promise.withResolvers();
    else begun.resolve();
    onState(next);
  }

  function hear(line: string): void {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    if (line.includes('"msg":"ready"') && state === 'starting') become('running');
    onLine(line);
  }

  function read(stream: NodeJS.ReadableStream | null): void {
    let rest = '';
    stream?.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) if (line !== '') hear(line);
    });
  }

  function start(): BotProcess {
    if (bot) return bot;
    become('starting');
    const started = launchBot({ ...env, SANDBOX_CLOCK_AHEAD_MS: String(ahead) }, ON_CLOCK);
    bot = started;
    read(started.child.stdout);
    read(started.child.stderr);
    void started.ended.then(() => {
      if (bot === started) bot = undefined;
      become(state === 'killed' ? 'killed' : 'stopped');
    });
    return started;
  }

  async function stop(): Promise<void> {
    const stopping = bot;
    if (!stopping) return;
    become('stopping');
    if (process.platform === 'win32') stopping.child.send('stop');
    else stopping.child.kill('SIGTERM');
    await stopping.ended;
  }

  return {
    start,
    stop,
    get state() {
      return state;
    },
    /** Resolves when it runs, or when it came to nothing. */
    hasBegun: async (): Promise<void> => (state === 'starting' ? begun.promise : undefined),
    lines: lines as readonly string[],
    async kill(): Promise<void> {
      const killed = bot;
      if (!killed) return;
      state = 'killed';
      await killed.stop('SIGKILL');
    },
    async restart(): Promise<void> {
      await stop();
      start();
    },
    /** Time runs fast for everybody, local servers and the bot, with a moment now and then for what falls due on the way. */
    async jump(ms: number): Promise<void> {
      const step = Math.max(MINUTE_MS, ms / 30);
      for (let left = ms; left > 0; left -= step) {
        const now = Math.min(step, left);
        ahead += now;
        clock.advance(now);
        bot?.child.send(now);
        await new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
      }
    },
  };
}
