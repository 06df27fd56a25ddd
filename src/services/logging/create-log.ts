import { type DestinationStream, type Level, type Logger, pino, stdSerializers } from 'pino';
import { createScrub } from './scrub.ts';

export type Log = Logger;

export interface LogOptions {
  readonly level: Level | 'silent';
  readonly secrets: readonly string[];
  readonly destination?: DestinationStream;
}

/** Constant message, data in the object, error under `err`. No prompt, no name, no secret. */
export function createLog({ level, secrets, destination }: LogOptions): Log {
  const scrub = createScrub(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serialise },
    hooks: { streamWrite: scrub },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Bodies of requests may hold a prompt: of an error only what tells the cause is kept. */
function serialise(error: unknown): unknown {
  if (!(error instanceof Error))
    return stdSerializers.err(new Error(typeof error === 'string' ? error : 'not an error'));
  const { code, status } = { code: undefined, status: undefined, ...error };
  const { name, message, stack, cause } = error;
  return { type: name, message, code, status, stack, ...(cause === undefined ? {} : { cause: serialise(cause) }) };
}
