import { createOnUnhandled } from './app/on-unhandled.ts';
import { leave, runProgram } from './app/program.ts';
import { startApp } from './app.ts';
import { modelNames, operations } from './commands/index.ts';
import { type Config, parseConfig, secretsOf, warningsOf } from './config.ts';
import { StartupError } from './core/errors.ts';
import { createLog } from './services/log.ts';

/** Text is for a person who sits there; whatever collects lines wants JSON. */
function formatOf({ LOG_FORMAT }: Config) {
  const { isTTY } = process.stdout;
  if (LOG_FORMAT === 'json' || (LOG_FORMAT === 'auto' && !isTTY)) return 'json';
  return isTTY && process.stdout.hasColors() ? 'colored text' : 'text';
}

/** The bot as a program: what the environment says, signals, and how it ends. */
async function run(): Promise<void> {
  const config = parseConfig(process.env);
  const log = createLog({ level: config.LOG_LEVEL, secrets: secretsOf(config), format: formatOf(config) });

  const offered = { operations: operations.map(({ name }) => name), models: modelNames };
  for (const words of warningsOf(process.env, config, offered)) log.warn(words);

  const end = (code: number) => {
    process.exitCode = code;
    // whatever a part left open must not keep the process
    setTimeout(() => process.exit(code), 250).unref();
  };
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
  process.on(
    'unhandledRejection',
    createOnUnhandled(log, () => process.exit(1)),
  );

  const stopping = new AbortController();
  const starting = startApp({
    config,
    log,
    signal: stopping.signal,
    onFatal(error) {
      leave(error);
      void starting.then((app) => app.stop()).finally(() => end(1));
    },
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stopping.abort();
      const stopped = starting.then((app) => app.stop());
      void stopped.catch(() => undefined).finally(() => end(0));
    });
  }
  await starting.catch((error: unknown) => {
    if (stopping.signal.aborted) return;
    if (!(error instanceof StartupError)) log.fatal({ err: error }, 'not started');
    leave(error instanceof StartupError ? error : new StartupError('Darkroom did not start: the log above says why.'));
    end(1);
  });
}

await runProgram(run);
