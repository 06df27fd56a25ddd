import { crc32 } from 'node:zlib';

export interface ReadEntry {
  readonly name: string;
  readonly bytes: Buffer;
  readonly modifiedAt: number;
}

/** Reads a ZIP as its format says, from its end; throws where anything does not agree with anything else. */
export function readZip(zip: Buffer): ReadEntry[] {
  const end = zip.length - 22;
  same(zip.readUInt32LE(end), 0x06054b50, 'signature of the end');
  const count = zip.readUInt16LE(end + 10);
  const [size, start] = [zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  same(start + size, end, 'end of the directory');
  const entries: ReadEntry[] = [];
  let at = start;
  let dataEnd = 0;
  for (let index = 0; index < count; index++) {
    same(zip.readUInt32LE(at), 0x02014b50, 'signature in the directory');
    const length = zip.readUInt16LE(at + 28);
    const entry = readEntry(zip, at, dataEnd);
    entries.push(entry);
    dataEnd += 30 + length + entry.bytes.length + 16;
    at += 46 + length;
  }
  same(at, end, 'length of the directory');
  same(dataEnd, start, 'beginning of the directory');
  return entries;
}

function readEntry(zip: Buffer, at: number, expectedOffset: number): ReadEntry {
  const [checksum, packed, size] = [16, 20, 24].map((field) => zip.readUInt32LE(at + field));
  const nameLength = zip.readUInt16LE(at + 28);
  const name = zip.subarray(at + 46, at + 46 + nameLength);
  const offset = zip.readUInt32LE(at + 42);
  same(offset, expectedOffset, 'offset');
  same(zip.readUInt32LE(offset), 0x04034b50, 'signature before the data');
  for (const field of [0, 2, 4, 6, 8])
    same(zip.readUInt16LE(offset + 4 + field), zip.readUInt16LE(at + 6 + field), 'field');
  same(zip.readUInt16LE(at + 8), 0x0808, 'flags');
  same(zip.readUInt16LE(at + 10), 0, 'method');
  same(zip.subarray(offset + 30, offset + 30 + nameLength).equals(name), true, 'name');
  const data = offset + 30 + nameLength;
  const bytes = zip.subarray(data, data + (size ?? 0));
  same(packed, size, 'size');
  same(crc32(bytes), checksum, 'checksum');
  const descriptor = [0, 4, 8, 12].map((field) => zip.readUInt32LE(data + bytes.length + field));
  same(JSON.stringify(descriptor), JSON.stringify([0x08074b50, checksum, packed, size]), 'descriptor');
  return {
    name: name.toString('utf8'),
    bytes,
    modifiedAt: readTime(zip.readUInt16LE(at + 12), zip.readUInt16LE(at + 14)),
  };
}

const readTime = (time: number, date: number): number =>
  Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2);

function same<T>(found: T, expected: T, what: string): void {
  if (found !== expected) throw new Error(`${what}: ${String(found)} instead of ${String(expected)}`);
}
