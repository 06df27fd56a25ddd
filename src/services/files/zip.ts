import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { ExpectedError } from '../../core/errors.ts';

/** Of a name without its ending: with a number and four bytes a letter still within the 255 bytes of most systems. */
const LONGEST = 56;
/** What some system refuses in a name, and what makes a name look like another. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Names of devices where the system is Windows, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const EXTENSION = /\.[a-z0-9]{1,8}$/i;
const NAMELESS = 'file';

/** Names that every system can unpack into one folder: no paths, nothing hidden, each once even where case does not count. */
export function safeNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return names.map((name) => {
    const safe = safeName(name);
    let unique = safe;
    let number = last.get(keyOf(safe)) ?? 1;
    while (taken.has(keyOf(unique))) unique = numbered(safe, ++number);
    last.set(keyOf(safe), number);
    taken.add(keyOf(unique));
    return unique;
  });
}

function safeName(name: string): string {
  const plain = name.normalize('NFC').replace(UNSAFE, '_').replace(/\s+/g, ' ');
  const { stem, extension } = parts(plain.replace(/^[. ]+|[. ]+$/g, ''));
  const short = [...stem].slice(0, LONGEST).join('').trimEnd();
  return (short || NAMELESS).replace(DEVICE, '_$&') + extension;
}

function numbered(name: string, number: number): string {
  const { stem, extension } = parts(name);
  return `${stem} (${number})${extension}`;
}

function parts(name: string): { readonly stem: string; readonly extension: string } {
  const extension = EXTENSION.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

const keyOf = (name: string) => name.toLowerCase().normalize('NFC');

/** One file in a ZIP, as far as it is known when its record is written. */
interface ZipRecord {
  readonly name: Buffer;
  readonly modifiedAt: number;
  readonly checksum: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Bytes of the records, apart from names. */
const RECORD_BYTES = { local: 30, descriptor: 16, central: 46, end: 22 } as const;

const VERSION = 20;
const MADE_ON_UNIX = 3 << 8;
/** The checksum follows the data, and names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);
const STORED = 0;
const ORDINARY_FILE = 0o100644;

function localHeader({ name, modifiedAt }: Pick<ZipRecord, 'name' | 'modifiedAt'>): Buffer {
  const record = Buffer.alloc(RECORD_BYTES.local);
  record.writeUInt32LE(0x04034b50, 0);
  record.writeUInt16LE(VERSION, 4);
  record.writeUInt16LE(FLAGS, 6);
  record.writeUInt16LE(STORED, 8);
  record.writeUInt32LE(dosTime(modifiedAt), 10);
  record.writeUInt16LE(name.length, 26);
  return Buffer.concat([record, name]);
}

function dataDescriptor({ checksum, bytes }: Pick<ZipRecord, 'checksum' | 'bytes'>): Buffer {
  const record = Buffer.alloc(RECORD_BYTES.descriptor);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(checksum, 4);
  record.writeUInt32LE(bytes, 8);
  record.writeUInt32LE(bytes, 12);
  return record;
}

function centralHeader({ name, modifiedAt, checksum, bytes, offset }: ZipRecord): Buffer {
  const record = Buffer.alloc(RECORD_BYTES.central);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(VERSION | MADE_ON_UNIX, 4);
  record.writeUInt16LE(VERSION, 6);
  record.writeUInt16LE(FLAGS, 8);
  record.writeUInt16LE(STORED, 10);
  record.writeUInt32LE(dosTime(modifiedAt), 12);
  record.writeUInt32LE(checksum, 16);
  record.writeUInt32LE(bytes, 20);
  record.writeUInt32LE(bytes, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(ORDINARY_FILE, 40);
  record.writeUInt32LE(offset, 42);
  return Buffer.concat([record, name]);
}

function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(RECORD_BYTES.end);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}

/** In UTC, with the date above the time of day; the format begins in 1980 and counts every second second. */
function dosTime(at: number): number {
  const date = new Date(Math.max(at, Date.UTC(1980, 0, 1)));
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 0x1_0000 + time;
}

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
