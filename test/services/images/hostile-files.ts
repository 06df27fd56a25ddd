import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { long } from '../../support/long.ts';
import { frames, halves, heicHead, noise, pngChunk, pngClaiming, textBomb, withChunks } from './samples.ts';

type Random = () => number;
type Maker = (random: Random) => Buffer;

/** The same numbers on every run of one seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const between = (random: Random, low: number, high: number) => low + Math.floor(random() * (high - low + 1));
const pick = <T>(random: Random, [first, ...rest]: readonly [T, ...T[]]): T =>
  [first, ...rest][between(random, 0, rest.length)] ?? first;
const noiseOf = (random: Random, bytes: number) => Buffer.from(Array.from({ length: bytes }, () => random() * 256));
const ascii = (text: string) => Buffer.from(text, 'latin1');

const HEADS = [
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff\xe0',
  'GIF89a',
  'RIFF\xff\xff\0\0WEBPVP8 ',
  '\0\0\0\x20ftypavif',
] as const;
const STRANGERS = [
  'PK\x03\x04 a zip named picture.png',
  '<!doctype html><script>alert(1)</script>',
  '%PDF-1.7 /JavaScript',
  'II*\0\x08\0\0\0 a TIFF',
  'BM a bitmap',
  '\x7fELF',
  '#!/bin/sh\nrm -rf ~',
] as const;
const ENTITIES = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(20)}">`).join('');
const SVGS = [
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/latest/meta-data"/></svg>',
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "ha">${ENTITIES}]><svg><text>&e20;</text></svg>`,
  '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg width="30000" height="30000"><text>&x;</text></svg>',
] as const;
const GIF_FRAME = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);

/** Ways to make a file that somebody sends to see what happens. */
export async function hostileKinds(): Promise<Readonly<Record<string, Maker>>> {
  const size = { width: 64, height: 48 };
  const flat = (width: number, height: number, channels: 3 | 4 = 3) =>
    sharp({ create: { width, height, channels, background: { r: 9, g: 99, b: 199, alpha: 0.5 } } });
  const png = await noise(size).png().toBuffer();
  const jpg = await noise(size).jpeg().toBuffer();
  const gif = await (await frames(size)).gif().toBuffer();
  const webp = await noise(size, 4).webp({ lossless: true }).toBuffer();
  const movingWebp = await (await frames(size)).webp({ lossless: true }).toBuffer();
  const avif = await noise(size).avif({ quality: 60 }).toBuffer();
  const interlaced = await noise(size).png({ progressive: true }).toBuffer();
  const scans = await noise(size).jpeg({ progressive: true }).toBuffer();
  const all = [png, jpg, gif, webp, movingWebp, avif, interlaced, scans] as const;
  const onePixel = await Promise.all(
    (['png', 'jpeg', 'gif', 'webp', 'avif'] as const).map((format) =>
      halves({ width: 1, height: 1 }).toFormat(format).toBuffer(),
    ),
  );
  const lines = await Promise.all([flat(30_000, 1), flat(1, 30_000)].map((line) => line.png().toBuffer()));
  const largeOnes = [
    flat(8000, 7900).png({ compressionLevel: 9 }),
    flat(8000, 7900, 4).png(),
    flat(8000, 7900).withMetadata({ orientation: 6 }).jpeg(),
    flat(8000, 4000).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
    flat(8000, 4000).png({ progressive: true }),
    flat(8000, 4000).webp({ lossless: true, effort: 0 }),
    flat(5000, 5000).gif({ effort: 1 }),
    flat(3840, 2160).avif({ effort: 0 }),
  ];
  const bombs = await Promise.all(long(largeOnes, largeOnes.slice(0, 1)).map((large) => large.toBuffer()));

  const text = textBomb();
  const profiles = [deflateSync(Buffer.alloc(9_000_000)), deflateSync(Buffer.alloc(60_000))] as const;

  const changed = (random: Random, bytes: Buffer, from: number, to: number, times: number) => {
    const copy = Buffer.from(bytes);
    for (let n = 0; n < times; n++) copy[between(random, from, Math.min(to, copy.length - 1))] = random() * 256;
    return copy;
  };
  const patched = (bytes: Buffer, at: number, patch: readonly number[]) => {
    const copy = Buffer.from(bytes);
    copy.set(patch, Math.min(Math.max(at, 0), copy.length - patch.length));
    return copy;
  };
  const anyOf = (random: Random) => pick(random, all);

  return {
    truncated: (random) => {
      const whole = anyOf(random);
      return whole.subarray(0, between(random, 1, whole.length - 1));
    },
    polyglot: (random) => Buffer.concat([anyOf(random), ascii(pick(random, [...STRANGERS, ...SVGS]))]),
    'claims to be enormous': (random) =>
      pick(random, [
        pngClaiming({ width: between(random, 20_000, 2 ** 31 - 1), height: 30_000 }),
        patched(jpg, jpg.indexOf(Buffer.from([0xff, 0xc0])) + 5, [0xff, 0xdc, 0xff, 0xdc]),
        patched(webp, webp.indexOf('VP8L') + 9, [0xff, 0xff, 0xff, 0x0f]),
        patched(movingWebp, 24, [0xff, 0xff, 0x3f, 0xff, 0xff, 0x3f]),
        patched(avif, avif.indexOf('ispe') + 8, [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]),
      ]),
    'flat and large': (random) => bombs[between(random, 0, bombs.length - 1)] ?? png,
    'no picture, named png': (random) => Buffer.concat([ascii(pick(random, STRANGERS)), noiseOf(random, 400)]),
    'too many bytes': (random) => Buffer.concat([anyOf(random), Buffer.alloc(26 * 1024 * 1024)]),
    'hardly anything': (random) => ascii(pick(random, HEADS)).subarray(0, between(random, 0, 8)),
    svg: (random) => pick(random, [ascii(pick(random, SVGS)), gzipSync(pick(random, SVGS))]),
    'one pixel': (random) => onePixel[between(random, 0, onePixel.length - 1)] ?? png,
    'a line': (random) => lines[between(random, 0, 1)] ?? png,
    'noise under a good head': (random) =>
      Buffer.concat([ascii(pick(random, HEADS)), noiseOf(random, between(random, 0, 9000))]),
    'gif of absurdly many frames': (random) => {
      const frame =
        random() < 0.5 ? GIF_FRAME : Buffer.concat([Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]), GIF_FRAME]);
      const head = Buffer.concat([ascii('GIF89a'), Buffer.from([64, 0, 64, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
      return Buffer.concat([head, Buffer.alloc(frame.length * between(random, 1000, 200_000), frame)]);
    },
    'webp of absurdly many frames': (random) => {
      const at = movingWebp.indexOf('ANMF');
      const frame = movingWebp.subarray(at, at + 8 + movingWebp.readUInt32LE(at + 4));
      return Buffer.concat([
        movingWebp.subarray(0, at),
        Buffer.alloc(frame.length * between(random, 100, 40_000), frame),
      ]);
    },
    'png with broken chunks': (random) =>
      pick(random, [
        changed(random, pick(random, [png, interlaced]), 8, 60, between(random, 1, 4)),
        patched(png, png.indexOf('IDAT') - 4, [0xff, 0xff, 0xff, 0xff]),
        patched(png, 16, [0, 0, 0, 0]),
        withChunks(png, png.subarray(8, 33)),
        withChunks(png, Buffer.alloc(12 * 60_000)),
        Buffer.concat([png.subarray(0, 33), png.subarray(-12)]),
      ]),
    'png with texts that swell': (random) =>
      withChunks(png, Buffer.alloc(text.length * between(random, 50, 300), text)),
    'png with a profile that swells': (random) =>
      withChunks(png, pngChunk('iCCP', Buffer.concat([ascii('a\0\0'), pick(random, profiles)]))),
    'jpeg with bad markers': (random) => {
      const bytes = pick(random, [jpg, scans]);
      const at = between(random, 2, bytes.length - 10);
      return patched(changed(random, bytes, 2, 300, between(random, 0, 3)), at, [
        0xff,
        between(random, 0xc0, 0xfe),
        0,
        between(random, 0, 2),
      ]);
    },
    'jpeg of countless scans': (random) => {
      const scan = scans.subarray(scans.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
      return Buffer.concat([
        scans.subarray(0, -2),
        Buffer.alloc(scan.length * between(random, 200, 5000), scan),
        scans.subarray(-2),
      ]);
    },
    'gif of a crazy screen': (random) => patched(gif, 6, [0xff, 0xff, between(random, 0, 255), 0xff]),
    'webp with wrong sizes': (random) =>
      changed(random, pick(random, [webp, movingWebp]), 4, 60, between(random, 1, 8)),
    'avif with wrong sizes': (random) => changed(random, avif, 0, 320, between(random, 1, 8)),
    heic: (random) => Buffer.concat([heicHead, noiseOf(random, between(random, 0, 4000))]),
    'a few wrong bytes': (random) => changed(random, anyOf(random), 0, 1_000_000, between(random, 1, 60)),
  };
}
