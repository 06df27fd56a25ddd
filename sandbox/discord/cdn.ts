import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../src/core/clock.ts';
import type { Attachment } from './types.ts';

const LIFE_SECONDS = 24 * 60 * 60;

export interface CdnOptions {
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
    const wanted = Buffer.from(sign(id, ex, is));
    const given = Buffer.from(hm);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
    return Number.parseInt(ex, 16) * 1000 > clock.now() ? attachment : undefined;
  }

  return {
    url,
    add: (attachment: Attachment) => void attachments.set(attachment.id, attachment),
    remove: (attachment: Attachment) => void attachments.delete(attachment.id),
    /** The attachment that a link names, signed or not, expired or not. */
    named: (link: string) => attachments.get(idIn(link) ?? ''),
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
