import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What wears on the bytes of a way that is open. */
interface Wear {
  readonly delayMs?: number;
  /** Up to so much on top of the delay, so that chunks come in bursts; never out of order. */
  readonly jitterMs?: number;
  readonly sliceBytes?: number;
  /** A connection is cut when its server has said so much. */
  readonly mostBytes?: number;
  /** Nobody can read the beginning of an answer. */
  readonly corruptsAnswers?: boolean;
}

/**
 * `cut`: connections are closed and refused. `silent`: whatever is there or comes carries nothing, and no side is told.
 * `half-open`: what is said arrives, and no answer ever does. What carried nothing once stays so when the way is open
 * again, as after a fail-over or behind a firewall that forgot it.
 */
export type Weather = 'open' | 'cut' | 'silent' | 'half-open' | Wear;

/** To the server, or its answer. */
type Way = 'up' | 'down';

export interface Passing {
  readonly connection: number;
  readonly way: Way;
  readonly bytes: Buffer;
}

/** `half`: half of it, and then nothing more of this connection in that way. `hold`: nothing more at once. */
export type Ruling = 'pass' | 'half' | 'hold';

export interface TcpProxy {
  readonly port: number;
  become(weather: Weather): void;
  /** Connections that began like that carry nothing from now on; says how many there are. */
  silence(isMeant: (opening: string) => boolean): number;
  /** Sees whatever is about to pass, and may hold it back; returns what ends that. */
  watch(listener: (passing: Passing) => Ruling): () => void;
  leadTo(target: Target): void;
  /** How often something was held back, spoiled or refused by the weather. */
  felt(): number;
  close(): Promise<void>;
}

interface Target {
  readonly host: string;
  readonly port: number;
}

interface Lane {
  readonly from: Socket;
  readonly to: Socket;
  isMute: boolean;
  passed: number;
  /** Chunks follow one another however long each takes. */
  last: Promise<void>;
}

interface Pair {
  readonly id: number;
  readonly up: Lane;
  readonly down: Lane;
  opening: string;
  /** No side learns that the other has ended. */
  isStranded: boolean;
}

const isWear = (weather: Weather): weather is Wear => typeof weather === 'object';
const OPENING = 200;

const newLane = (from: Socket, to: Socket): Lane => ({ from, to, isMute: false, passed: 0, last: Promise.resolve() });

/** A way to a server on which everything can go wrong that goes wrong on networks. */
export async function openProxy(first: Target, random: () => number = Math.random): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const listeners = new Set<(passing: Passing) => Ruling>();
  let target = first;
  let weather: Weather = 'open';
  let opened = 0;
  let felt = 0;

  function cut({ up, down }: Pair): void {
    up.from.destroy();
    down.from.destroy();
  }

  function strand(pair: Pair): void {
    pair.isStranded = true;
    pair.up.isMute = true;
    pair.down.isMute = true;
  }

  function* slices(bytes: Buffer, size: number): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }

  /** A frame of HTTP or Postgres that begins with rubbish is none. */
  function corrupted(bytes: Buffer): Buffer {
    const spoiled = Buffer.from(bytes);
    spoiled.fill(0xff, 0, Math.min(4, spoiled.length));
    return spoiled;
  }

  async function wear(pair: Pair, lane: Lane, bytes: Buffer, by: Wear): Promise<void> {
    const { delayMs = 0, jitterMs = 0, sliceBytes = bytes.length, mostBytes, corruptsAnswers = false } = by;
    const isAnswer = lane === pair.down;
    const isBeginning = bytes.subarray(0, 5).toString() === 'HTTP/' || lane.passed === 0;
    const whole = corruptsAnswers && isAnswer && isBeginning ? corrupted(bytes) : bytes;
    felt += 1;
    for (const slice of slices(whole, sliceBytes)) {
      await pause(delayMs + random() * jitterMs);
      const room = isAnswer && mostBytes !== undefined ? mostBytes - lane.passed : slice.length;
      lane.to.write(slice.subarray(0, Math.max(0, room)));
      lane.passed += slice.length;
      if (room < slice.length) return void lane.to.end(() => cut(pair));
    }
  }

  function ruling(passing: Passing): Ruling {
    const rulings = [...listeners].map((listener) => listener(passing));
    return rulings.find((each) => each !== 'pass') ?? 'pass';
  }

  async function pass(pair: Pair, lane: Lane, bytes: Buffer): Promise<void> {
    if (isWear(weather)) return wear(pair, lane, bytes, weather);
    lane.to.write(bytes);
    lane.passed += bytes.length;
  }

  function take(pair: Pair, lane: Lane, bytes: Buffer): void {
    const way = lane === pair.up ? 'up' : 'down';
    if (way === 'up' && pair.opening === '') pair.opening = bytes.subarray(0, OPENING).toString('latin1');
    if (pair.isStranded) felt += 1;
    if (lane.isMute) return;
    const rule = ruling({ connection: pair.id, way, bytes });
    if (rule !== 'pass') lane.isMute = true;
    if (rule === 'hold') return;
    const part = rule === 'half' ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes;
    lane.last = lane.last.then(() => pass(pair, lane, part));
  }

  function serve(pair: Pair, lane: Lane): void {
    lane.from.on('data', (bytes: Buffer) => take(pair, lane, bytes));
    lane.from.on('error', () => {});
    lane.from.on('close', (hadError) => {
      if (pair.isStranded) return;
      if (hadError) lane.to.destroy();
      else void lane.last.then(() => lane.to.end());
      if (pair.up.from.destroyed && pair.down.from.destroyed) pairs.delete(pair);
    });
  }

  // a packet is not kept until the one before it was acknowledged: that would be a delay of our own making
  const server = createServer({ noDelay: true }, (near) => {
    if (weather === 'cut') {
      felt += 1;
      return void near.destroy();
    }
    const far = connect({ ...target, noDelay: true });
    opened += 1;
    const pair: Pair = { id: opened, up: newLane(near, far), down: newLane(far, near), opening: '', isStranded: false };
    if (weather === 'silent') strand(pair);
    if (weather === 'half-open') loseAnswers(pair);
    pairs.add(pair);
    serve(pair, pair.up);
    serve(pair, pair.down);
  });

  function loseAnswers(pair: Pair): void {
    pair.isStranded = true;
    pair.down.isMute = true;
  }

  function dropAll(): void {
    for (const pair of pairs) cut(pair);
    pairs.clear();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    become(next) {
      weather = next;
      if (next === 'cut') {
        felt += pairs.size;
        dropAll();
      }
      if (next === 'silent') for (const pair of pairs) strand(pair);
      if (next === 'half-open') for (const pair of pairs) loseAnswers(pair);
    },
    silence(isMeant) {
      const meant = [...pairs].filter(({ opening, isStranded }) => !isStranded && isMeant(opening));
      for (const pair of meant) strand(pair);
      felt += meant.length;
      return meant.length;
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    leadTo(next) {
      target = next;
    },
    felt: () => felt,
    async close() {
      dropAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
