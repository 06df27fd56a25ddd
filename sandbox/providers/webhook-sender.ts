import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';

export interface SentWebhook {
  readonly taskId: string;
  readonly status: string;
  readonly at: number;
  /** The receiver's status, or 0 when there was no answer. */
  readonly answer: number;
}

export interface WebhookOptions {
  readonly clock: Clock;
  readonly secret: string | undefined;
  /** The provider's documents contradict each other on how the key is read. */
  readonly keyEncoding: 'utf8' | 'base64';
  complain(text: string): void;
}

/** One after the other for each task, so that the receiver sees its states in order. */
export function createWebhookSender({ clock, secret, keyEncoding, complain }: WebhookOptions) {
  const sent: SentWebhook[] = [];
  const last = new Map<string, Promise<void>>();

  function signed(body: string): Record<string, string> {
    if (secret === undefined) return {};
    const id = randomUUID();
    const timestamp = String(Math.floor(clock.now() / 1000));
    const key = Buffer.from(secret, keyEncoding);
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  }

  async function post(url: string, taskId: string, status: string, body: string): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...signed(body) },
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

  return {
    sent,
    send(url: string, view: { readonly task_id: string; readonly status: string }): void {
      if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) {
        complain(`webhook_url leads off this machine: ${new URL(url).host}`);
        return;
      }
      const body = JSON.stringify(view);
      const before = last.get(view.task_id) ?? Promise.resolve();
      last.set(
        view.task_id,
        before.then(() => post(url, view.task_id, view.status, body)),
      );
    },
    /** When all that was handed over has been sent. */
    async settled(): Promise<void> {
      await Promise.all(last.values());
    },
  };
}
