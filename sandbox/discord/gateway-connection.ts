import type { WebSocket } from 'ws';
import { isObject, type Json, type JsonObject, listOf, numberOf, parseJson, textOf } from './json.ts';
import { shardOfGuild } from './world.ts';

export interface GatewaySession {
  readonly id: string;
  readonly shard: number;
  readonly shardCount: number;
  readonly intents: number;
  readonly isConnected: boolean;
}

export interface OpenSession {
  readonly id: string;
  readonly shard: number;
  readonly shardCount: number;
  readonly intents: number;
  readonly replay: { sequence: number; frame: string }[];
  sequence: number;
  socket: WebSocket | undefined;
}

const REPLAY_LIMIT = 2000;

type Sessions = ReturnType<typeof createSessions>;

/** Sessions outlive their sockets, so that a dropped client resumes and misses nothing. */
export function createSessions() {
  const sessions = new Map<string, OpenSession>();

  function send(session: OpenSession, type: string, json: string): void {
    session.sequence++;
    const frame = `{"op":0,"t":"${type}","s":${session.sequence},"d":${json}}`;
    session.replay.push({ sequence: session.sequence, frame });
    if (session.replay.length > REPLAY_LIMIT) session.replay.splice(0, REPLAY_LIMIT / 2);
    session.socket?.send(frame);
  }

  const concerned = (guildId: string | undefined) =>
    [...sessions.values()].filter((session) => session.shard === shardOfGuild(guildId, session.shardCount));

  return {
    add: (session: OpenSession) => void sessions.set(session.id, session),
    forget: (id: string) => void sessions.delete(id),
    get: (id: string) => sessions.get(id),
    all: (): readonly OpenSession[] => [...sessions.values()],
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

export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

const CLOSE = {
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  twice: 4005,
  shard: 4010,
  intents: 4013,
  disallowed: 4014,
} as const;
const ALL_INTENTS = (1 << 26) - 1;

interface ConnectionOptions {
  readonly sessions: Sessions;
  readonly token: string;
  readonly heartbeatMs: number;
  readonly newSessionId: () => string;
  readonly refusal: () => number | undefined;
  readonly disallowedIntents: () => number;
  readonly welcome: (session: OpenSession) => void;
}

export interface Connection {
  isAlive(): boolean;
  /** Says that its session is none any more: whoever has heard that may begin anew on the same socket. */
  invalidate(isResumable: boolean): void;
}

/** One client's socket, from HELLO to its end. */
export function serveConnection(socket: WebSocket, options: ConnectionOptions): Connection {
  const { sessions, token, heartbeatMs } = options;
  let session: OpenSession | undefined;
  // Heartbeats follow real time: a test that moves the clock an hour ahead does not stop the client's own timers.
  let heardAt = performance.now();

  const send = (op: number, d: Json) => socket.send(JSON.stringify({ op, d, s: null, t: null }));

  const close = (code: number, reason: string) => socket.close(code, reason);
  const isOurs = (data: JsonObject) => (textOf(data, 'token') ?? '').replace(/^Bot /, '') === token;

  function refusalOf(data: JsonObject): readonly [code: number, reason: string] | undefined {
    const refusal = options.refusal();
    const intents = numberOf(data, 'intents') ?? -1;
    const [shard = 0, shardCount = 1] = listOf(data, 'shard').map(Number);
    if (refusal !== undefined) return [refusal, 'Refused.'];
    if (!isOurs(data)) return [CLOSE.badToken, 'Authentication failed.'];
    if (intents < 0 || intents > ALL_INTENTS) return [CLOSE.intents, 'Invalid intent(s).'];
    if ((intents & options.disallowedIntents()) !== 0) return [CLOSE.disallowed, 'Disallowed intent(s).'];
    return shard >= 0 && shard < shardCount ? undefined : [CLOSE.shard, 'Invalid shard.'];
  }

  function identify(data: JsonObject): void {
    const refusal = refusalOf(data);
    if (refusal) {
      close(...refusal);
      return;
    }
    const [shard = 0, shardCount = 1] = listOf(data, 'shard').map(Number);
    const intents = numberOf(data, 'intents') ?? 0;
    session = { id: options.newSessionId(), shard, shardCount, intents, replay: [], sequence: 0, socket };
    sessions.add(session);
    options.welcome(session);
  }

  function resume(data: JsonObject): void {
    if (!isOurs(data)) {
      close(CLOSE.badToken, 'Authentication failed.');
      return;
    }
    const known = sessions.get(textOf(data, 'session_id') ?? '');
    const seen = numberOf(data, 'seq') ?? 0;
    const oldest = known?.replay[0]?.sequence ?? 1;
    if (!known || seen > known.sequence || seen < oldest - 1) {
      send(OP.invalidSession, false);
      return;
    }
    known.socket?.terminate();
    session = known;
    session.socket = socket;
    for (const missed of known.replay) if (missed.sequence > seen) socket.send(missed.frame);
    sessions.send(session, 'RESUMED', '{"_trace":[]}');
  }

  function receive({ op, d }: JsonObject): void {
    heardAt = performance.now();
    if (op === OP.heartbeat) {
      send(OP.heartbeatAck, null);
      return;
    }
    const isHello = op === OP.identify || op === OP.resume;
    if (!isHello && session) return;
    if (!isHello) close(CLOSE.notAuthenticated, 'Not authenticated.');
    else if (session) close(CLOSE.twice, 'Already authenticated.');
    else if (!isObject(d)) close(CLOSE.decode, 'Error while decoding payload.');
    else if (op === OP.identify) identify(d);
    else resume(d);
  }

  socket.on('message', (raw) => {
    const frame = readFrame(String(raw));
    if (frame) receive(frame);
    else close(CLOSE.decode, 'Error while decoding payload.');
  });
  socket.on('close', (code) => {
    if (session?.socket !== socket) return;
    session.socket = undefined;
    // A client that says goodbye for good ends its session; any other end may be resumed.
    if (code === 1000 || code === 1001) sessions.forget(session.id);
  });
  socket.on('error', () => socket.terminate());

  send(OP.hello, { heartbeat_interval: heartbeatMs, _trace: [] });
  return {
    isAlive: () => performance.now() - heardAt < heartbeatMs * 1.5,
    invalidate(isResumable) {
      if (session && !isResumable) sessions.forget(session.id);
      if (session) session.socket = undefined;
      session = undefined;
      send(OP.invalidSession, isResumable);
    },
  };
}

function readFrame(text: string): JsonObject | undefined {
  try {
    const frame = parseJson(text);
    return isObject(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}
