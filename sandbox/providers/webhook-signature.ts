import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';

interface SignatureOptions {
  readonly clock: Clock;
  /** Nothing is signed without it. */
  readonly secret: string | undefined;
  /** The provider's documents contradict each other on how the key is read. */
  readonly keyEncoding: 'utf8' | 'base64';
}

export function createWebhookSignature({ clock, secret, keyEncoding }: SignatureOptions) {
  return function sign(body: string): Record<string, string> {
    if (secret === undefined) return {};
    const id = randomUUID();
    const timestamp = String(Math.floor(clock.now() / 1000));
    const key = Buffer.from(secret, keyEncoding);
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  };
}
