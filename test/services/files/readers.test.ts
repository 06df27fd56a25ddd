import { describe, expect, test } from 'vitest';
import { linksIn } from '../../../src/services/files/file-service.ts';
import { createTypeReader } from '../../../src/services/files/spool.ts';
import { heicHead, noise } from '../images/samples.ts';
import { pictureOf } from './store-suite.ts';

describe('the type of a file that goes by', () => {
  test.each(['png', 'jpg', 'webp', 'gif'] as const)('is %s, in pieces of any size', async (type) => {
    const bytes = await pictureOf(type);
    for (const step of [1, 3, 31, 32, 33, 1000]) {
      const reader = createTypeReader();
      for (let at = 0; at < bytes.length; at += step) reader.see(bytes.subarray(at, at + step));
      expect(reader.type()).toBe(type);
    }
  });

  test('is known to be none as soon as its head is there', async () => {
    const reader = createTypeReader();
    reader.see(Buffer.alloc(31, 65));
    expect(() => reader.see(Buffer.alloc(1))).toThrow('not-a-picture');
  });

  test('is none of a file shorter than any head, or of one that messages do not show', async () => {
    const short = createTypeReader();
    short.see(Buffer.from('GIF8'));
    expect(() => short.type()).toThrow('not-a-picture');
    expect(() => createTypeReader().type()).toThrow('not-a-picture');
    for (const bytes of [heicHead, await noise({ width: 9, height: 9 }).avif().toBuffer()]) {
      expect(() => createTypeReader().see(bytes)).toThrow('not-a-picture');
    }
  });
});

describe('links in a reply', () => {
  const read = (body: unknown) => linksIn(JSON.stringify(body)).map(({ href }) => href);
  const url = 'https://res.example/a.png';

  test.each([
    { result: { image: url } },
    { result: { url } },
    { url },
    { data: { url } },
    { image: url },
    { secure_url: url },
    { link: url },
    { data: [{ url }] },
    { data: { file: { image: { secure_url: url } } } },
  ])('%j', (body) => {
    expect(read(body)).toEqual([url]);
  });

  test('of several the safest comes first', () => {
    const reply = { url: 'http://res.example/a.png', secure_url: url };
    expect(read(reply)).toEqual([url, 'http://res.example/a.png']);
  });

  test.each(['', '{', 'null', '[]', '"https://res.example/a.png"', '<html>https://res.example/a.png</html>'])(
    'there is none in %j',
    (text) => {
      expect(linksIn(text)).toEqual([]);
    },
  );

  test('none is looked for without end, or under other names', () => {
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ data: inner }), { url });
    expect(read(deep)).toEqual([]);
    expect(read({ message: url, thumbnail: url })).toEqual([]);
  });
});
