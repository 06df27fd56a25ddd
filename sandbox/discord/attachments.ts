import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import type { Clock } from '../../src/core/clock.ts';
import { isSameSecret } from '../../src/core/same-secret.ts';
import type { GivenFile } from './command-options.ts';

export interface Attachment {
  readonly id: string;
  readonly channelId: string;
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly size: number;
  readonly bytes: Buffer | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly description: string | undefined;
  readonly ephemeral: boolean;
  readonly spoiler: boolean;
}

export interface IncomingFile {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
  readonly width?: number;
  readonly height?: number;
}

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
function safeName(name: string): string {
  const safe = name.replaceAll(/\s+/g, '_').replaceAll(/[^\w.-]/g, '');
  return safe.replace(/^\.+/, '') || 'unknown';
}

function typeByName(name: string): string | undefined {
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

const LIFE_SECONDS = 24 * 60 * 60;

interface CdnOptions {
  readonly clock: Clock;
  readonly secret: string;
  readonly host: () => string;
}

export type Cdn = ReturnType<typeof createCdn>;

/** Where attachments are fetched: links are signed, die after a day and are made afresh whenever a message is read. */
export function createCdn({ clock, secret, host }: CdnOptions) {
  const attachments = new Map<string, Attachment>();

  const folderOf = (attachment: Attachment) => (attachment.ephemeral ? 'ephemeral-attachments' : 'attachments');

  function sign(id: string, expiry: string, issued: string): string {
    return createHmac('sha256', secret).update(`${id}.${expiry}.${issued}`).digest('hex');
  }

  function idIn(url: string): string | undefined {
    const match = /^http:\/\/([^/]+)\/(?:ephemeral-)?attachments\/\d+\/(\d+)\//.exec(url);
    return match?.[1] === host() ? match[2] : undefined;
  }

  function url(attachment: Attachment): string {
    const issued = Math.floor(clock.now() / 1000);
    const is = issued.toString(16);
    const ex = (issued + LIFE_SECONDS).toString(16);
    const path = `${folderOf(attachment)}/${attachment.channelId}/${attachment.id}/${encodeURIComponent(attachment.filename)}`;
    return `http://${host()}/${path}?ex=${ex}&is=${is}&hm=${sign(attachment.id, ex, is)}&`;
  }

  function find(target: URL): Attachment | undefined {
    const [, , channelId, id = '', name = ''] = target.pathname.split('/');
    const { ex, is, hm } = Object.fromEntries(target.searchParams);
    const attachment = attachments.get(id);
    if (!attachment || !ex || !is || !hm) return undefined;
    if (attachment.channelId !== channelId || encodeURIComponent(attachment.filename) !== name) return undefined;
    if (!isSameSecret(hm, sign(id, ex, is))) return undefined;
    return Number.parseInt(ex, 16) * 1000 > clock.now() ? attachment : undefined;
  }

  return {
    url,
    add: (attachment: Attachment) => void attachments.set(attachment.id, attachment),
    remove: (attachment: Attachment) => void attachments.delete(attachment.id),
    /** The attachment that a link names, signed or not, expired or not. */
    named: (link: string) => attachments.get(idIn(link) ?? ''),
    byId: (id: string) => attachments.get(id),
    serve(target: URL, response: ServerResponse): void {
      const attachment = find(target);
      if (!attachment?.bytes) {
        response
          .writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' })
          .end('This content is no longer available.');
        return;
      }
      response.writeHead(200, {
        'content-type': attachment.contentType ?? 'application/octet-stream',
        'content-length': attachment.bytes.length,
        'cache-control': 'public, max-age=31536000',
      });
      response.end(attachment.bytes);
    },
  };
}

export type UserUploads = ReturnType<typeof createUserUploads>;

interface UploadsOptions {
  readonly cdn: Cdn;
  readonly nextId: () => string;
  /** In bytes, where a person has no other. */
  readonly sizeLimit: number;
}

interface UploadPlace {
  readonly channelId: string;
  readonly ephemeral: boolean;
  readonly sizeLimit?: number | undefined;
}

/** Files that users attach: stored for good or, for options of commands, as ephemeral ones. Discord takes none above the limit. */
export function createUserUploads({ cdn, nextId, sizeLimit }: UploadsOptions) {
  return async (files: readonly GivenFile['file'][], place: UploadPlace) => {
    const { channelId, ephemeral } = place;
    const most = place.sizeLimit ?? sizeLimit;
    const large = files.find((file) => file.bytes.length > most);
    if (large) throw new Error(`${large.name} has ${large.bytes.length} bytes, more than the ${most} that may be sent`);
    const taken = new Map<GivenFile['file'], Attachment>();
    for (const file of files) {
      const bytes = Buffer.from(file.bytes);
      const seen = await inspectFile({ field: '', filename: file.name, contentType: file.contentType, bytes });
      const attachment: Attachment = {
        id: nextId(),
        channelId,
        filename: safeName(file.name),
        contentType: file.contentType ?? seen.contentType,
        size: bytes.length,
        bytes,
        width: seen.width,
        height: seen.height,
        description: undefined,
        ephemeral,
        spoiler: file.name.startsWith('SPOILER_'),
      };
      cdn.add(attachment);
      taken.set(file, attachment);
    }
    return taken;
  };
}
