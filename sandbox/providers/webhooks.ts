import { createHmac, randomUUID } from 'node:crypto';
import { type Clock, sleep } from '../../src/core/clock.ts';
import { isLoopback } from '../http/local-server.ts';

export interface SentWebhook {
  readonly taskId: string;
  readonly status: string;
  readonly at: number;
  /** The receiver's status, or 0 when there was no answer. */
  readonly answer: number;
}

interface Webhook {
  readonly url: string;
  readonly taskId: string;
  readonly status: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How they go out: each as it is due, `late` by so many milliseconds, each `twice`, the last state before those that
 * came before it (`out-of-order`), with a signature or secret that is not the right one (`forged`), the last state alone, or not at all.
 */
export type WebhookManner =
  | { readonly as: 'due' | 'twice' | 'out-of-order' | 'forged' | 'last-only' | 'never' }
  | { readonly as: 'late'; readonly ms: number };

interface WebhookOptions {
  readonly clock: Clock;
  /** Headers that vouch for a body. */
  sign(body: string): Readonly<Record<string, string>>;
  complain(text: string): void;
}

const VOUCHING = ['webhook-signature', 'x-webhook-secret', 'x-webhook-signature'];
/** Of the same length, and wrong. */
const forged = (value: string): string => value.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));

const isLast = (status: string): boolean => status === 'COMPLETED' || status === 'FAILED';

/** One after the other for each task, so that the receiver sees its states in order. */
export function createWebhookSender({ clock, sign, complain }: WebhookOptions) {
  const sent: SentWebhook[] = [];
  const last = new Map<string, Promise<void>>();
  const heldBack = new Map<string, (() => Promise<void>)[]>();
  let manner: WebhookManner = { as: 'due' };

  async function post({ url, taskId, status }: Webhook, body: string, headers: Record<string, string>): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(5000),
    }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    sent.push({ taskId, status, at: clock.now(), answer });
  }

  const waiting = (ms: number) => () => sleep(clock, ms);

  return {
    sent,
    send(webhook: Webhook): void {
      const { url, taskId, status } = webhook;
      if (!isLoopback(url)) {
        complain(`webhook_url leads off this machine: ${URL.parse(url)?.host}`);
        return;
      }
      // Now, as the task may have gone on when its turn comes.
      const body = JSON.stringify(webhook.body);
      const { as } = manner;
      if (as === 'never' || (as === 'last-only' && !isLast(status))) return;
      const vouched = Object.entries({ ...webhook.headers, ...sign(body) });
      const headers = Object.fromEntries(
        vouched.map(([name, value]) => [name, as === 'forged' && VOUCHING.includes(name) ? forged(value) : value]),
      );
      const deed = () => post(webhook, body, headers);
      if (as === 'out-of-order' && !isLast(status)) {
        heldBack.set(taskId, [deed, ...(heldBack.get(taskId) ?? [])]);
        return;
      }
      const wait = manner.as === 'late' ? [waiting(manner.ms)] : [];
      const deeds = [...wait, deed, ...(as === 'twice' ? [deed] : []), ...(heldBack.get(taskId) ?? [])];
      heldBack.delete(taskId);
      for (const each of deeds) last.set(taskId, (last.get(taskId) ?? Promise.resolve()).then(each));
    },
    /** From now on. */
    tell(as: WebhookManner): void {
      manner = as;
    },
    /** When all that was handed over has been sent. */
    async settled(): Promise<void> {
      await Promise.all(last.values());
    },
  };
}

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
