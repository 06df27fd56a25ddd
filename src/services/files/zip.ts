import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { ExpectedError } from '../../core/errors.ts';
import { safeNames } from './zip-names.ts';
import { centralHeader, dataDescriptor, endOfDirectory, localHeader, RECORD_BYTES } from './zip-records.ts';

export interface ZipEntry {
  /** Any text: it is made safe and unique. */
  readonly name: string;
  /** Exactly what `open` gives. */
  readonly bytes: number;
  /** In milliseconds since 1970. */
  readonly modifiedAt: number;
  /** Asked when the turn of this entry comes. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

export interface Zip {
  /** Of the whole file. */
  readonly bytes: number;
  /** Ends with an error when an entry cannot be read or is not as long as it said: nobody takes half for whole. */
  readonly stream: Readable;
}

/** More than the plain format holds; nothing was read or written. */
export class ZipTooLargeError extends ExpectedError {
  override readonly name = 'ZipTooLargeError';
}

// the highest values mean "see the ZIP64 record", which there is none of
const MOST_BYTES = 0xffff_fffe;
const MOST_ENTRIES = 0xfffe;

/** Many files as one, uncompressed: pictures are compressed already. Throws ZipTooLargeError. */
export function createZip(entries: readonly ZipEntry[]): Zip {
  const names = safeNames(entries.map(({ name }) => name));
  const files = entries.map((entry, index) => ({ entry, name: Buffer.from(names[index] ?? '') }));
  const bytes = files.reduce((sum, file) => sum + lengthOf(file) + RECORD_BYTES.central + file.name.length, ENDING);
  if (bytes > MOST_BYTES || files.length > MOST_ENTRIES) {
    throw new ZipTooLargeError(`A ZIP of ${files.length} files would have ${bytes} bytes`);
  }
  return { bytes, stream: Readable.from(write(files), { objectMode: false }) };
}

interface File {
  readonly entry: ZipEntry;
  readonly name: Buffer;
}

const ENDING: number = RECORD_BYTES.end;

const lengthOf = ({ entry, name }: File): number =>
  RECORD_BYTES.local + name.length + entry.bytes + RECORD_BYTES.descriptor;

/** Reads on only when the reader took what there was; given up, it closes what it has open. */
async function* write(files: readonly File[]): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const { name } = file;
    const { bytes, modifiedAt } = file.entry;
    yield localHeader({ name, modifiedAt });
    const checksum = yield* copy(file.entry);
    yield dataDescriptor({ checksum, bytes });
    directory.push(centralHeader({ name, modifiedAt, checksum, bytes, offset }));
    offset += lengthOf(file);
  }
  const central = Buffer.concat(directory);
  yield central;
  yield endOfDirectory(directory.length, central.length, offset);
}

async function* copy(entry: ZipEntry): AsyncGenerator<Uint8Array, number> {
  let checksum = 0;
  let read = 0;
  for await (const chunk of await entry.open()) {
    read += chunk.byteLength;
    if (read > entry.bytes) break;
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (read !== entry.bytes) throw new Error('An entry is not as long as it said');
  return checksum;
}
