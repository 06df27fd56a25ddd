import { EventEmitter } from 'node:events';
import type { Json, JsonObject } from './json.ts';
import type { Reaction, StoredMessage } from './messages.ts';

export interface Exchange {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly files?: readonly { field: string; filename: string; contentType: string; size: number }[];
  /** 0 while open, or when the connection was cut. */
  status: number;
  response: Json;
  /** Fields of the body that Discord does not know and passes over. */
  ignored?: readonly string[];
}

interface DiscordEvents {
  message: StoredMessage;
  edit: StoredMessage;
  delete: StoredMessage;
  reaction: Reaction;
  exchange: Exchange;
  interaction: JsonObject;
}

export type Emit = <Name extends keyof DiscordEvents>(name: Name, value: DiscordEvents[Name]) => void;

export interface Events {
  emit: Emit;
  on<Name extends keyof DiscordEvents>(name: Name, listener: (value: DiscordEvents[Name]) => void): () => void;
  /** Resolves with the first defined answer of `read`, asked again after every event. */
  until<T>(read: () => T | undefined, timeoutMs?: number): Promise<T>;
}

const NAMES: readonly (keyof DiscordEvents)[] = ['message', 'edit', 'delete', 'reaction', 'exchange', 'interaction'];

export function createEvents(): Events {
  const emitter = new EventEmitter().setMaxListeners(0);

  return {
    emit: (name, value) => void emitter.emit(name, value),
    on(name, listener) {
      emitter.on(name, listener);
      return () => emitter.off(name, listener);
    },
    until(read, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const value = read();
          if (value === undefined) return;
          stop();
          resolve(value);
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`not seen within ${timeoutMs} ms`));
        }, timeoutMs);
        const stop = () => {
          clearTimeout(timer);
          for (const name of NAMES) emitter.off(name, look);
        };
        for (const name of NAMES) emitter.on(name, look);
        look();
      });
    },
  };
}
