import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** What a disk makes of bytes that no sync had covered when the power failed. */
export const remains = ['zeros', 'rubbish', 'half of the frames', 'a torn frame'] as const;
type Remains = (typeof remains)[number];

interface PowerCut {
  readonly remains: Remains;
  /** Whether the index beside the log of writes is still there; nobody may trust it. */
  readonly keepsIndex: boolean;
  /** Below 1: a disk that says of the last of them that they are written, and they are not. */
  readonly honesty?: number;
}

/** In frames, each a page of the database as a commit left it. */
export interface Lost {
  readonly synced: number;
  /** Behind what was said to be synced. */
  readonly behind: number;
}

const HEADER = 32;
/** Where the index says how many frames are in the database itself. */
const BACKFILL_AT = 96;
const FRAME_HEADER = 24;
const PAGE_SIZE_AT = 8;
/** How often the log was begun anew and what its own frames bear: what the store calls it. */
const NAME = { from: 12, to: 24 };
const SALTS = { from: 16, to: 24, inFrame: 8 };
export const SYNCED = '"msg":"synced"';

/** What a process said last of what is on the disk, of the log that has this name. */
function syncedFrames(said: string, name: string): number | undefined {
  const at = said.lastIndexOf(SYNCED);
  const line = said.slice(said.lastIndexOf('\n', at) + 1, at);
  const [, frames, of] = /"frames":(\d+),"wal":"([0-9a-f]+)"/.exec(line) ?? [];
  return of === name ? Number(frames) : undefined;
}

/** How many frames from there on are of this log: what it held before it was begun anew stands behind them. */
function ownFrames(log: Buffer, from: number, frame: number): number {
  let count = 0;
  for (let at = from; at + frame <= log.length; at += frame, count += 1) {
    const salts = at + SALTS.inFrame;
    const isOwn = log.compare(log, SALTS.from, SALTS.to, salts, salts + SALTS.to - SALTS.from) === 0;
    if (!isOwn) break;
  }
  return count;
}

function left(behind: Buffer, frame: number, as: Remains): Buffer {
  switch (as) {
    case 'zeros':
      return Buffer.alloc(behind.length);
    case 'rubbish':
      return randomBytes(behind.length);
    case 'half of the frames':
      return behind.subarray(0, Math.floor(behind.length / frame / 2) * frame);
    case 'a torn frame': {
      const torn = Buffer.alloc(behind.length);
      behind.copy(torn, 0, 0, Math.floor(behind.length / 2 / frame) * frame + Math.floor(frame / 2));
      return torn;
    }
    default:
      return as satisfies never;
  }
}

/** In the database itself, and synced there. */
function backfilled(index: string): number {
  const bytes = existsSync(index) ? readFileSync(index) : Buffer.alloc(0);
  if (bytes.length < BACKFILL_AT + 4) return 0;
  return endianness() === 'LE' ? bytes.readUInt32LE(BACKFILL_AT) : bytes.readUInt32BE(BACKFILL_AT);
}

/**
 * Leaves of the files of a process that was killed what a power cut in that moment could have left: `said` is what it
 * logged. A log that was begun anew has nothing that must be there: what was in the one before is in the database itself.
 */
export function cutPower(database: string, said: string, { remains: as, keepsIndex, honesty = 1 }: PowerCut): Lost {
  const [path, index] = [`${database}-wal`, `${database}-shm`];
  const log = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const moved = backfilled(index);
  if (!keepsIndex) rmSync(index, { force: true });
  if (log.length < HEADER) return { synced: 0, behind: 0 };
  const frame = FRAME_HEADER + log.readUInt32BE(PAGE_SIZE_AT);
  const known = syncedFrames(said, log.toString('hex', NAME.from, NAME.to));
  const synced = known === undefined ? 0 : known - Math.ceil(Math.max(0, known - moved) * (1 - honesty));
  const end = known === undefined ? 0 : HEADER + synced * frame;
  const behind = ownFrames(log, HEADER + synced * frame, frame);
  const written = log.subarray(end, HEADER + (synced + behind) * frame);
  // where nothing came behind it, what would have come next is what came last
  const next = behind > 0 ? written : log.subarray(Math.max(HEADER, end - frame), end);
  const older = as === 'half of the frames' ? Buffer.alloc(0) : log.subarray(end + next.length);
  writeFileSync(path, Buffer.concat([log.subarray(0, end), left(next, frame, as), older]));
  return { synced, behind };
}
