import { type DestinationStream, type Level, type Logger, pino, stdSerializers } from 'pino';
import { ExpectedError } from '../../core/errors.ts';
import { asText } from './as-text.ts';
import { createScrub } from './scrub.ts';

export type Log = Logger;

export interface LogOptions {
  readonly level: Level | 'silent';
  readonly secrets: readonly string[];
  /** JSON where nothing is said. */
  readonly format?: 'json' | 'text' | 'colored text';
  readonly destination?: DestinationStream;
}

/** Constant message, data in the object, error under `err`. No prompt, no name, no secret. */
export function createLog({ level, secrets, format = 'json', destination }: LogOptions): Log {
  const scrub = createScrub(secrets);
  // what JSON has escaped is seen as it is only afterwards
  const text = (line: string) => scrub(asText(scrub(line), format === 'colored text'));
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serialise },
    hooks: { streamWrite: format === 'json' ? scrub : text },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Bodies of requests may hold a prompt: of an error only what tells the cause is kept. */
function serialise(error: unknown): unknown {
  if (!(error instanceof Error))
    return stdSerializers.err(new Error(typeof error === 'string' ? error : 'not an error'));
  const { code, status } = { code: undefined, status: undefined, ...error };
  const { name, message, cause } = error;
  const stack = isToldByItsWords(error, code) ? undefined : error.stack;
  return { type: name, message, code, status, stack, ...(cause === undefined ? {} : { cause: serialise(cause) }) };
}

/** What we raised knowingly, and what the system or the network said: where in the code that was tells nobody more. */
function isToldByItsWords(error: Error, code: unknown): boolean {
  if (error instanceof ExpectedError || error.name === 'TimeoutError' || error.name === 'AbortError') return true;
  return typeof code === 'string' && /^(E(?!RR_)[A-Z]|UND_ERR_)/.test(code);
}
