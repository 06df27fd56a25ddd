import type { WebSocket } from 'ws';
import type { JsonObject } from './json.ts';
import { shardOf } from './snowflake.ts';

export interface GatewaySession {
  readonly id: string;
  readonly shard: number;
  readonly shardCount: number;
  readonly intents: number;
  readonly isConnected: boolean;
}

export interface Session {
  readonly id: string;
  readonly shard: number;
  readonly shardCount: number;
  readonly intents: number;
  readonly replay: { sequence: number; frame: string }[];
  sequence: number;
  socket: WebSocket | undefined;
}

const REPLAY_LIMIT = 2000;

export type Sessions = ReturnType<typeof createSessions>;

/** Sessions outlive their sockets, so that a dropped client resumes and misses nothing. */
export function createSessions() {
  const sessions = new Map<string, Session>();

  function send(session: Session, type: string, json: string): void {
    session.sequence++;
    const frame = `{"op":0,"t":"${type}","s":${session.sequence},"d":${json}}`;
    session.replay.push({ sequence: session.sequence, frame });
    if (session.replay.length > REPLAY_LIMIT) session.replay.splice(0, REPLAY_LIMIT / 2);
    session.socket?.send(frame);
  }

  const concerned = (guildId: string | undefined) =>
    [...sessions.values()].filter((session) => session.shard === shardOf(guildId, session.shardCount));

  return {
    add: (session: Session) => void sessions.set(session.id, session),
    forget: (id: string) => void sessions.delete(id),
    get: (id: string) => sessions.get(id),
    all: (): readonly Session[] => [...sessions.values()],
    send,

    /** To every session of the guild's shard that asked for it; direct messages are shard 0's. */
    broadcast(guildId: string | undefined, type: string, data: () => JsonObject, intent: number): void {
      const listening = concerned(guildId).filter((session) => (session.intents & intent) !== 0);
      if (listening.length === 0) return;
      const json = JSON.stringify(data());
      for (const session of listening) send(session, type, json);
    },

    /** To exactly one: the chosen, else the newest connected of the shard, else the newest that may resume. */
    deliver(guildId: string | undefined, type: string, data: JsonObject, chosen?: string): boolean {
      const candidates =
        chosen === undefined ? concerned(guildId) : [sessions.get(chosen)].filter((one) => one !== undefined);
      const session = candidates.findLast((one) => one.socket) ?? candidates.at(-1);
      if (!session) return false;
      send(session, type, JSON.stringify(data));
      return true;
    },
  };
}
