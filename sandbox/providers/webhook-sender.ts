import type { Clock } from '../../src/core/clock.ts';
import { isLoopback } from './loopback.ts';

export interface SentWebhook {
  readonly taskId: string;
  readonly status: string;
  readonly at: number;
  /** The receiver's status, or 0 when there was no answer. */
  readonly answer: number;
}

export interface Webhook {
  readonly url: string;
  readonly taskId: string;
  readonly status: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface WebhookOptions {
  readonly clock: Clock;
  /** Headers that vouch for a body. */
  sign(body: string): Readonly<Record<string, string>>;
  complain(text: string): void;
}

/** One after the other for each task, so that the receiver sees its states in order. */
export function createWebhookSender({ clock, sign, complain }: WebhookOptions) {
  const sent: SentWebhook[] = [];
  const last = new Map<string, Promise<void>>();

  async function post({ url, taskId, status, headers }: Webhook, body: string): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers, ...sign(body) },
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
    send(webhook: Webhook): void {
      const { url, taskId } = webhook;
      if (!isLoopback(url)) {
        complain(`webhook_url leads off this machine: ${URL.parse(url)?.host}`);
        return;
      }
      // Now, as the task may have gone on when its turn comes.
      const body = JSON.stringify(webhook.body);
      const before = last.get(taskId) ?? Promise.resolve();
      last.set(
        taskId,
        before.then(() => post(webhook, body)),
      );
    },
    /** When all that was handed over has been sent. */
    async settled(): Promise<void> {
      await Promise.all(last.values());
    },
  };
}
