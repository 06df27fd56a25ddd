import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileTeller, lookOf } from '../../../sandbox/terminal/saved-pictures.ts';

let folder: string;
let red: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-saved-'));
  red = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = (url: string, more = {}) => ({
  url,
  name: 'fox.png',
  description: 'a red fox',
  isPicture: true,
  isSpoiler: false,
  ...more,
});
const TERMINAL = { isTTY: true, columns: 80 };

function teller(env: Readonly<Record<string, string>>, output: object = TERMINAL, bytes: Uint8Array = red) {
  return createFileTeller({ folder, look: lookOf(output, env), env, bytesAt: async () => bytes });
}

test('a picture is saved once, and another of its name beside it', async () => {
  const tell = teller({}, {});
  expect(await tell(file('http://x/1?sig=1'), false)).toEqual({ words: `${join(folder, 'fox.png')}  a red fox` });
  await tell(file('http://x/1?sig=2'), false);
  await teller({}, {}, Buffer.from('other'))(file('http://x/2'), false);
  await teller({}, {}, Buffer.from('evil'))(file('http://x/3', { name: '../../.evil/../x.png' }), false);
  expect((await readdir(folder)).sort()).toEqual(['_.._.evil_.._x.png', 'fox-2.png', 'fox.png']);
  expect((await readFile(join(folder, 'fox.png'))).equals(red)).toBe(true);
});

test('what is not there any more is not told of', async () => {
  const tell = createFileTeller({ folder, look: lookOf({}, {}), env: {}, bytesAt: async () => undefined });
  expect(await tell(file('http://x/1'), false)).toBeUndefined();
});

test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
  ['kitty', { KITTY_WINDOW_ID: '1' }, '\u001b_Ga=T,f=100,q=2,c=48,m=0;iVBORw0KGgo'],
  ['ghostty', { TERM: 'xterm-ghostty' }, '\u001b_Ga=T,f=100,q=2,c=48,m=0;iVBORw0KGgo'],
  ['iTerm', { TERM_PROGRAM: 'iTerm.app' }, '\u001b]1337;File=inline=1;size='],
  ['any with all colours', { COLORTERM: 'truecolor' }, '\u001b[38;2;'],
  ['kitty with tmux between', { KITTY_WINDOW_ID: '1', TMUX: '/x', COLORTERM: 'truecolor' }, '\u001b[38;2;'],
  ['one that says nothing', {}, undefined],
  ['one without colours', { COLORTERM: 'truecolor', NO_COLOR: '1' }, undefined],
])('a terminal draws a picture as it can: %s', async (_, env, expected) => {
  const told = await teller(env)(file('http://x/1'), false);
  expect(told?.drawing?.slice(0, expected?.length)).toBe(expected);
  expect(told?.words).toContain('fox.png');
});

test('a large picture reaches kitty in pieces of which all but the last say that more comes', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const large = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888', noise } })
    .png()
    .toBuffer();
  const told = await teller({ KITTY_WINDOW_ID: '1' }, TERMINAL, large)(file('http://x/1'), false);
  const pieces = (told?.drawing ?? '').split('\u001b_G').slice(1);
  expect(pieces.length).toBeGreaterThan(10);
  const heads = pieces.map((piece) => /m=(\d);/.exec(piece)?.[1]);
  expect(heads).toEqual([...pieces.slice(1).map(() => '1'), '0']);
  const base64 = pieces.map((piece) => (piece.split(';')[1] ?? '').replace('\u001b\\', '').trim()).join('');
  expect(await sharp(Buffer.from(base64, 'base64')).metadata()).toMatchObject({ format: 'png', width: 300 });
});

test('half blocks are as high as the picture is', async () => {
  const told = await teller({ COLORTERM: '24bit' })(file('http://x/1'), false);
  const lines = (told?.drawing ?? '').split('\n').filter((line) => line !== '');
  expect(lines).toHaveLength(16);
  for (const line of lines) expect(line.match(/▀/g)).toHaveLength(48);
});

test('a picture is drawn once, a spoiler only when it is asked for, and nothing in a pipe', async () => {
  const tell = teller({ COLORTERM: 'truecolor' });
  expect((await tell(file('http://x/1'), false))?.drawing).toBeDefined();
  expect((await tell(file('http://x/1'), false))?.drawing).toBeUndefined();
  expect((await tell(file('http://x/1'), true))?.drawing).toBeDefined();
  const hidden = teller({ COLORTERM: 'truecolor' });
  expect((await hidden(file('http://x/1', { isSpoiler: true }), false))?.drawing).toBeUndefined();
  expect((await hidden(file('http://x/1', { isSpoiler: true }), true))?.drawing).toBeDefined();
  expect((await teller({ COLORTERM: 'truecolor' }, {})(file('http://x/1'), true))?.drawing).toBeUndefined();
});
