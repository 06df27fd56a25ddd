import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import type { ShownFile } from './card.ts';
import { type Look, painted, printable } from './markdown-text.ts';

/** How this terminal draws pictures. */
type Drawing = 'kitty' | 'iterm' | 'blocks';

const CELLS = 48;
const KITTY_CHUNK = 4096;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether there are colours, by what the terminal says of itself: nothing is asked of it. */
export function lookOf(output: { readonly isTTY?: boolean; readonly columns?: number }, env: Environment): Look {
  const isTerminal = output.isTTY === true;
  const hasColors = isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return { hasColors, columns: isTerminal ? Math.min(output.columns ?? 80, 110) - 4 : Number.POSITIVE_INFINITY };
}

function drawingOf({ hasColors }: Look, env: Environment): Drawing | undefined {
  if (!hasColors) return undefined;
  const { TERM = '', TERM_PROGRAM = '', COLORTERM = '', TMUX } = env;
  // what stands between passes no pictures on
  if (!TMUX && !/^(?:screen|tmux)/.test(TERM)) {
    if (env['KITTY_WINDOW_ID'] || /kitty|ghostty/.test(TERM) || TERM_PROGRAM === 'ghostty') return 'kitty';
    if (/^(?:iTerm\.app|WezTerm|mintty)$/.test(TERM_PROGRAM)) return 'iterm';
  }
  return /^(?:truecolor|24bit)$/.test(COLORTERM) ? 'blocks' : undefined;
}

/** A picture as the terminal draws it: one string, whole lines. */
async function drawn(bytes: Uint8Array, way: Drawing, columns: number): Promise<string> {
  const cells = Math.max(8, Math.min(CELLS, columns));
  if (way === 'blocks') return halfBlocks(bytes, cells);
  const png = await sharp(bytes).resize(800, 800, { fit: 'inside', withoutEnlargement: true }).png().toBuffer();
  const base64 = png.toString('base64');
  if (way === 'iterm') {
    return `\u001b]1337;File=inline=1;size=${png.length};width=${cells};preserveAspectRatio=1:${base64}\u0007\n`;
  }
  const chunks = base64.match(new RegExp(`.{1,${KITTY_CHUNK}}`, 'g')) ?? [];
  const parts = chunks.map((chunk, at) => {
    const head = at === 0 ? `a=T,f=100,q=2,c=${cells},` : '';
    return `\u001b_G${head}m=${at < chunks.length - 1 ? 1 : 0};${chunk}\u001b\\`;
  });
  return `${parts.join('')}\n`;
}

/** Two pixels a letter, one above the other. */
async function halfBlocks(bytes: Uint8Array, cells: number): Promise<string> {
  const { data, info } = await sharp(bytes)
    .resize(cells, cells, { fit: 'inside' })
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const from = (Math.min(y, info.height - 1) * info.width + x) * info.channels;
    return [...data.subarray(from, from + 3)].join(';');
  };
  const lines = Array.from({ length: Math.ceil(info.height / 2) }, (_, line) =>
    Array.from(
      { length: info.width },
      (_pixel, x) => `\u001b[38;2;${at(x, line * 2)};48;2;${at(x, line * 2 + 1)}m▀`,
    ).join(''),
  );
  return lines.map((line) => `${line}\u001b[0m\n`).join('');
}

interface TellerOptions {
  /** None: pictures are only drawn, where the terminal can. */
  readonly folder: string | undefined;
  readonly look: Look;
  readonly env: Environment;
  bytesAt(url: string): Promise<Uint8Array | undefined>;
}

interface Told {
  readonly words: string;
  readonly drawing?: string;
}

/** Tells of each file where it was saved, once, and draws it the first time and whenever it is asked for. */
export function createFileTeller({ folder, look, env, bytesAt }: TellerOptions) {
  const drawing = drawingOf(look, env);
  const saved = new Map<string, Promise<{ readonly path: string; readonly bytes: Uint8Array } | undefined>>();
  const drawnPaths = new Set<string>();

  async function save({ url, name }: ShownFile) {
    const bytes = await bytesAt(url);
    if (!bytes) return undefined;
    if (folder === undefined) return { path: name, bytes };
    await mkdir(folder, { recursive: true });
    const path = await freePath(folder, name, bytes);
    await writeFile(path, bytes);
    return { path, bytes };
  }

  return async function tell(file: ShownFile, isAsked: boolean): Promise<Told | undefined> {
    const key = file.url.split('?')[0] ?? '';
    const saving = saved.get(key) ?? save(file);
    saved.set(key, saving);
    const known = await saving;
    if (!known) return undefined;
    const { path, bytes } = known;
    const said = file.description === undefined ? '' : `  ${painted(printable(file.description), ['dim'], look)}`;
    const words = `${path}${said}`;
    const isHidden = file.isSpoiler && !isAsked;
    if (drawing === undefined || !file.isPicture || isHidden || (drawnPaths.has(path) && !isAsked)) return { words };
    drawnPaths.add(path);
    return { words, drawing: await drawn(bytes, drawing, look.columns).catch(() => '') };
  };
}

/** A name in the folder that nothing else has; the file itself may be there from before. */
async function freePath(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const safe = name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '') || 'file';
  const { name: stem, ext } = parse(safe);
  for (let again = 1; ; again += 1) {
    const path = join(folder, again === 1 ? safe : `${stem}-${again}${ext}`);
    const known = await readFile(path).catch(() => undefined);
    if (!known || known.equals(bytes)) return path;
  }
}
