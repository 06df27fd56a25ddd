import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';

const TOKEN = /^exp=(\d+)~hmac=([0-9a-f]{64})$/;

/** Links that state their own end, like those of the provider's result host. */
export function createSignedUrls(options: { clock: Clock; lifeMs: number }) {
  const secret = randomBytes(32);
  const signature = (path: string, end: string) => createHmac('sha256', secret).update(`${end}${path}`).digest('hex');

  return {
    sign(base: string, path: string, lifeMs = options.lifeMs): string {
      const end = String(Math.floor((options.clock.now() + lifeMs) / 1000));
      return `${base}${path}?token=exp=${end}~hmac=${signature(path, end)}`;
    },
    isValid(url: URL): boolean {
      const [, end, hmac] = TOKEN.exec(url.searchParams.get('token') ?? '') ?? [];
      if (end === undefined || hmac !== signature(url.pathname, end)) return false;
      return Number(end) * 1000 > options.clock.now();
    },
  };
}
