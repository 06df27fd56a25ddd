/** One file in a ZIP, as far as it is known when its record is written. */
export interface ZipRecord {
  readonly name: Buffer;
  readonly modifiedAt: number;
  readonly checksum: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Bytes of the records, apart from names. */
export const RECORD_BYTES = { local: 30, descriptor: 16, central: 46, end: 22 } as const;

const VERSION = 20;
const MADE_ON_UNIX = 3 << 8;
/** The checksum follows the data, and names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);
const STORED = 0;
const ORDINARY_FILE = 0o100644;

export function localHeader({ name, modifiedAt }: Pick<ZipRecord, 'name' | 'modifiedAt'>): Buffer {
  const record = Buffer.alloc(RECORD_BYTES.local);
  record.writeUInt32LE(0x04034b50, 0);
  record.writeUInt16LE(VERSION, 4);
  record.writeUInt16LE(FLAGS, 6);
  record.writeUInt16LE(STORED, 8);
  record.writeUInt32LE(dosTime(modifiedAt), 10);
  record.writeUInt16LE(name.length, 26);
  return Buffer.concat([record, name]);
}

export function dataDescriptor({ checksum, bytes }: Pick<ZipRecord, 'checksum' | 'bytes'>): Buffer {
  const record = Buffer.alloc(RECORD_BYTES.descriptor);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(checksum, 4);
  record.writeUInt32LE(bytes, 8);
  record.writeUInt32LE(bytes, 12);
  return record;
}

export function centralHeader({ name, modifiedAt, checksum, bytes, offset }: ZipRecord): Buffer {
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

export function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
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
