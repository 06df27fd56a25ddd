import { describe, expect, it } from 'vitest';
import { boundaryOf, readMultipart } from '../../../sandbox/file-service/multipart.ts';

async function read(bytes: Buffer, chunkSize: number, boundary: string): Promise<Record<string, string>> {
  const parts: Record<string, string> = {};
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
  }
  await readMultipart(chunks(), boundary, async ({ name, filename, type }) => {
    const pieces: Buffer[] = [];
    return {
      async write(piece) {
        pieces.push(Buffer.from(piece));
      },
      async end() {
        parts[`${name}|${filename ?? ''}|${type ?? ''}`] = Buffer.concat(pieces).toString('latin1');
      },
    };
  });
  return parts;
}

describe('a form', () => {
  const tricky = '\r\n--edg\r\n--edge?\r\n-\r\n\r\n--';
  const bytes = Buffer.from(
    `--edge!\r\nContent-Disposition: form-data; name="id"\r\n\r\nabc\r\n--edge!\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n${tricky}\r\n--edge!\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n--edge!--\r\n`,
    'latin1',
  );

  it.each([1, 2, 3, 7, 64, 100_000])('is read alike in chunks of %i bytes', async (chunkSize) => {
    expect(await read(bytes, chunkSize, 'edge!')).toEqual({
      'id||': 'abc',
      'image|a.png|image/png': tricky,
      'empty||': '',
    });
  });

  it('that ends in the middle is an error', async () => {
    await expect(read(bytes.subarray(0, bytes.length - 10), 16, 'edge!')).rejects.toThrow('ends in the middle');
  });

  it('has its boundary with quotes or without', () => {
    expect(boundaryOf('multipart/form-data; boundary=----abc')).toBe('----abc');
    expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
    expect(boundaryOf('application/json')).toBeUndefined();
  });
});
