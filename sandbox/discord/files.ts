import sharp from 'sharp';
import type { IncomingFile } from './types.ts';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  mp4: 'video/mp4',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Discord's rewriting of file names: what is left may stand behind attachment://. */
export function safeName(name: string): string {
  const safe = name.replaceAll(/\s+/g, '_').replaceAll(/[^\w.-]/g, '');
  return safe.replace(/^\.+/, '') || 'unknown';
}

export function typeByName(name: string): string | undefined {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}

/** Adds what Discord finds out about an upload: its type by name, a picture's size by looking. Garbage has no size. */
export async function inspectFile(file: IncomingFile): Promise<IncomingFile> {
  const filename = safeName(file.filename);
  const byName = typeByName(filename);
  const named = byName === undefined ? file.contentType : byName;
  const plain: IncomingFile = { field: file.field, filename, contentType: named, bytes: file.bytes };
  if (!named?.startsWith('image/')) return plain;
  try {
    const { width, height } = await sharp(file.bytes).metadata();
    return { ...plain, width, height };
  } catch {
    return plain;
  }
}
