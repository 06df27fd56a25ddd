import { readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartSink } from './multipart.ts';

/** By the first bytes, as names and headers are only claims. */
function pictureType(start: Buffer): string | undefined {
  const text = start.toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('GIF8')) return 'image/gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  return text.slice(4, 12) === 'ftypavif' ? 'image/avif' : undefined;
}

export interface StoredFile {
  readonly id: string;
  /** Read from disk each time. */
  readonly bytes: Buffer;
  readonly size: number;
  readonly type: string;
  /** How often it was uploaded under its id. */
  readonly uploads: number;
}

export interface DiskFile extends StoredFile {
  readonly path: string;
}

export interface Arrival extends PartSink {
  readonly path: string;
  size(): number;
  /** Undefined when the first bytes are not those of a picture. */
  type(): string | undefined;
}

/** On disk and not in memory, so that the figures of whoever uploads are their own. */
export async function createStoredFiles() {
  const directory = await mkdtemp(join(tmpdir(), 'local-files-'));
  const files = new Map<string, DiskFile>();
  let arrivals = 0;

  return {
    files,
    /** Beyond `maxBytes` nothing more is kept, only counted. */
    async receive(maxBytes: number): Promise<Arrival> {
      arrivals += 1;
      const path = join(directory, String(arrivals));
      const handle = await open(path, 'w');
      let size = 0;
      let start = Buffer.alloc(0);
      return {
        path,
        size: () => size,
        type: () => pictureType(start),
        async write(bytes) {
          size += bytes.length;
          if (start.length < 16) start = Buffer.concat([start, bytes.subarray(0, 16)]);
          if (size <= maxBytes) await handle.write(bytes);
        },
        end: () => handle.close(),
      };
    },
    async keep(id: string, arrival: Arrival, type: string): Promise<DiskFile> {
      const { path } = arrival;
      const before = files.get(id);
      const file: DiskFile = {
        id,
        path,
        type,
        size: arrival.size(),
        uploads: (before?.uploads ?? 0) + 1,
        get bytes() {
          return readFileSync(path);
        },
      };
      files.set(id, file);
      if (before) await rm(before.path, { force: true });
      return file;
    },
    discard: (arrival: Arrival) => rm(arrival.path, { force: true }),
    async remove(id: string): Promise<boolean> {
      const file = files.get(id);
      if (!file) return false;
      files.delete(id);
      await rm(file.path, { force: true });
      return true;
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };
}
