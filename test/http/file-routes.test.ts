import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPictureFolder, type PictureFolder } from './picture-folder.ts';
import type { Served } from './serve.ts';

let pictures: PictureFolder;
let served: Served;
let name: string;
let bytes: Buffer;

beforeAll(async () => {
  pictures = await openPictureFolder();
  served = pictures.served;
  bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c40' } })
    .png()
    .toBuffer();
  name = await pictures.put(bytes, 'png');
});
afterAll(() => pictures.close());

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${served.url}/files/${name}`, { headers, method });

test('a picture comes whole, with its type, for ever, and as nothing but a picture', async () => {
  const answer = await get();
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(bytes.length),
    'content-disposition': `inline; filename="${name}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'accept-ranges': 'bytes',
    etag: `"${name}"`,
  });
});

test.each([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
] as const)('a stored %s is an %s', async (type, mime) => {
  const stored = await pictures.put(Buffer.from(`bytes of a ${type}`), type);
  expect(stored).toBe(`${createHash('sha256').update(`bytes of a ${type}`).digest('hex')}.${type}`);
  expect((await fetch(`${served.url}/files/${stored}`)).headers.get('content-type')).toBe(mime);
});

test('HEAD says the same without the picture', async () => {
  const [whole, head] = [await get(), await get({}, 'HEAD')];
  expect(head.status).toBe(200);
  expect((await head.arrayBuffer()).byteLength).toBe(0);
  for (const header of ['content-type', 'content-length', 'etag', 'cache-control', 'accept-ranges']) {
    expect(head.headers.get(header), header).toBe(whole.headers.get(header));
  }
  await whole.arrayBuffer();
});

describe('a part', () => {
  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=10-', 10, undefined],
    ['bytes=-5', -5, undefined],
    ['bytes=5-999999', 5, undefined],
  ])('%s', async (range, from, to) => {
    const answer = await get({ range });
    const part = bytes.subarray(from, to);
    const start = from < 0 ? bytes.length + from : from;
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${start + part.length - 1}/${bytes.length}`);
    expect(answer.headers.get('content-length')).toBe(String(part.length));
    expect(Buffer.from(await answer.arrayBuffer()).equals(part)).toBe(true);
  });

  test('that does not exist is refused with the size; what cannot be read is answered whole', async () => {
    const beyond = await get({ range: `bytes=${bytes.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    for (const range of ['bytes=0-1,3-4', 'pages=1-2', 'bytes=9-3', `bytes=${'9'.repeat(4000)}-`]) {
      const answer = await get({ range });
      expect([answer.status, (await answer.arrayBuffer()).byteLength], range).toEqual([200, bytes.length]);
    }
  });

  test('is given only of the very picture that is meant', async () => {
    const range = 'bytes=0-3';
    expect((await get({ range, 'if-range': `"${name}"` })).status).toBe(206);
    for (const other of ['"another"', `W/"${name}"`, 'Wed, 21 Oct 2026 07:28:00 GMT']) {
      expect((await get({ range, 'if-range': other })).status, other).toBe(200);
    }
  });
});

test('who has it already is not sent it again', async () => {
  for (const known of [`"${name}"`, `W/"${name}"`, `"x", "${name}"`, '*']) {
    const answer = await get({ 'if-none-match': known, range: 'bytes=0-1' });
    expect(answer.status, known).toBe(304);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('etag')).toBe(`"${name}"`);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  }
  expect((await get({ 'if-none-match': '"another"' })).status).toBe(200);
});

test('an empty file is answered, not broken', async () => {
  const empty = await pictures.put(Buffer.alloc(0), 'png');
  const answer = await fetch(`${served.url}/files/${empty}`);
  expect([answer.status, await answer.text(), answer.headers.get('content-length')]).toEqual([200, '', '0']);
});
