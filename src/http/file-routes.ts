import { type FileHandle, open } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type Context, Hono } from 'hono';
import { storedMimeTypes } from '../core/picture.ts';
import { systemCode } from '../services/files/disk.ts';

interface ByteRange {
  readonly start: number;
  /** The last byte, counted in. */
  readonly end: number;
}

/** One range as asked for; undefined where the whole file is the right answer. */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') return to !== '' && Number(to) > 0 && size > 0 ? tail(Number(to), size) : 'unsatisfiable';
  const start = Number(from);
  if (to !== '' && Number(to) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

function tail(length: number, size: number): ByteRange {
  return { start: Math.max(size - length, 0), end: size - 1 };
}

interface FileRoutesOptions {
  /** The path of a stored picture; undefined for anything that is not exactly such a name. */
  readonly locate: (name: string) => string | undefined;
}

/** Names never change what they stand for, so whoever has a picture need not ask again. */
const headersOfEvery = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Accept-Ranges': 'bytes',
};

/** GET and HEAD of `/files/<sha256>.<type>`. */
export function createFileRoutes({ locate }: FileRoutesOptions): Hono {
  const app = new Hono();

  app.get('/files/:name', async (context) => {
    const name = context.req.param('name');
    const path = locate(name);
    const file = path === undefined ? undefined : await openIfThere(path);
    if (!file) return context.text('There is no such picture.', 404);
    return answer(context, name, file).catch(async (error) => {
      await file.close();
      throw error;
    });
  });

  return app;
}

async function answer(context: Context, name: string, file: FileHandle): Promise<Response> {
  const { size } = await file.stat();
  const etag = `"${name}"`;
  const headers = new Headers({ ...headersOfEvery, ETag: etag });
  if (isKnown(context.req.header('if-none-match'), etag)) return empty(file, 304, headers);

  const range = isRangeWanted(context, etag) ? parseRange(context.req.header('range'), size) : undefined;
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`);
    return empty(file, 416, headers);
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const length = end - start + 1;
  headers.set('Content-Type', typeOf(name));
  headers.set('Content-Disposition', `${dispositionOf(name)}; filename="${name}"`);
  headers.set('Content-Length', String(length));
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${size}`);
  const status = range ? 206 : 200;
  if (context.req.method === 'HEAD' || length === 0) return empty(file, status, headers);
  return new Response(read(file, { start, end }), { status, headers });
}

/** Closes the file when the reader goes away, also one that never began. */
function read(file: FileHandle, { start, end }: ByteRange): ReadableStream {
  return Readable.toWeb(file.createReadStream({ start, end }));
}

async function empty(file: FileHandle, status: number, headers: Headers): Promise<Response> {
  await file.close();
  return new Response(null, { status, headers });
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isKnown(header: string | undefined, etag: string): boolean {
  const known = (header ?? '').split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}

/** A range of a picture that changed since is of no use; ours do not change, but another server's tag may come. */
function isRangeWanted(context: Context, etag: string): boolean {
  const condition = context.req.header('if-range');
  return condition === undefined || condition === etag;
}

/** A picture is looked at; anything else is saved. */
const dispositionOf = (name: string): string => (typeOf(name).startsWith('image/') ? 'inline' : 'attachment');

function typeOf(name: string): string {
  const extension = extname(name).slice(1);
  return Object.entries(storedMimeTypes).find(([type]) => type === extension)?.[1] ?? 'application/octet-stream';
}
