import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../core/clock.ts';
import { type ProviderName, providerNames } from '../core/provider.ts';
import type { WayIn } from '../services/doctor.ts';
import { isPublicAddress } from '../services/http/create-http.ts';
import type { FindAddressee } from '../services/jobs/webhooks.ts';
import type { Meter } from '../services/metrics/meter.ts';

const MOST_BYTES = 1024 * 1024;
const SLOWEST_MS = 10_000;

/** The whole body; undefined for one that does not end in time, or was cut off. */
async function readBody(request: Request, clock: Clock, slowestMs: number): Promise<Buffer | 'too-large' | undefined> {
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  let isOver = false;
  const cancel = clock.schedule(slowestMs, () => {
    isOver = true;
    reader.cancel().catch(() => undefined);
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (isOver) return undefined;
      if (done) return Buffer.concat(parts);
      size += value.byteLength;
      if (size > MOST_BYTES) return 'too-large';
      parts.push(value);
    }
  } catch {
    return undefined;
  } finally {
    cancel();
  }
}

const REFUSED_A_MINUTE = 60;
const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/** Counts what was refused by the address that it came from. */
function createRefusals(clock: Clock) {
  const counts = new Map<string, { count: number; readonly since: number }>();
  return {
    /** True for one more than an address is answered properly. */
    note(address: string): boolean {
      const known = counts.get(address);
      const isOld = !known || clock.elapsed() - known.since > MINUTE_MS;
      const entry = isOld ? { count: 0, since: clock.elapsed() } : known;
      entry.count += 1;
      if (isOld) counts.delete(address);
      counts.set(address, entry);
      const [oldest] = counts.keys();
      if (counts.size > MOST_ADDRESSES && oldest !== undefined) counts.delete(oldest);
      return entry.count > REFUSED_A_MINUTE;
    },
  };
}

/** Who asked; what a proxy says of that counts only where the proxy is our own neighbour. */
function addressOf(context: Context): string {
  const peer = getConnInfo(context).remote.address ?? '';
  if (isPublicAddress(peer)) return peer;
  const passed = (context.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  return passed.findLast(isPublicAddress) ?? passed.at(-1) ?? peer;
}

interface WebhookRoutesOptions {
  readonly find: FindAddressee;
  readonly wayIn: Pick<WayIn, 'answer'>;
  readonly meter: Pick<Meter, 'webhook'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** A body that has not arrived whole after this time is given up. */
  readonly slowestMs?: number;
}

const WARN_EVERY_MS = 600_000;

/** POST of `/webhooks/<provider>/<job>/<nonce>`: nothing is to be learnt from how a forged one is answered. */
export function createWebhookRoutes({
  find,
  wayIn,
  meter,
  clock,
  log,
  slowestMs = SLOWEST_MS,
}: WebhookRoutesOptions): Hono {
  const app = new Hono();
  const refusals = createRefusals(clock);
  let warnedAt = Number.NEGATIVE_INFINITY;

  function refuse(context: Context, provider: ProviderName, status: 401 | 404 | 408 | 413) {
    meter.webhook({ provider, outcome: 'refused' });
    // what is left of its body is not waited for
    context.header('Connection', 'close');
    if (refusals.note(addressOf(context))) return context.body(null, 429);
    return status === 404 ? context.notFound() : context.body(null, status);
  }

  /** Its path is right: whoever knows it is the provider, or the secret is not the one that the provider signs with. */
  function warn(provider: ProviderName): void {
    if (clock.elapsed() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = clock.elapsed();
    log.warn({ provider }, 'a webhook came to the right path with a wrong signature: is its secret the one set here?');
  }

  app.post('/webhooks/doctor/:id/:proof', (context) => {
    const { id, proof } = context.req.param();
    const answer = wayIn.answer(id, proof);
    return answer === undefined ? context.notFound() : context.text(answer);
  });

  app.all('/webhooks/:provider/:job/:nonce', async (context) => {
    const { provider: name, job, nonce } = context.req.param();
    const provider = providerNames.find((each) => each === name);
    if (!provider) return context.notFound();
    const addressee = context.req.method === 'POST' ? await find(provider, job, nonce) : undefined;
    if (!addressee) return refuse(context, provider, 404);
    const body = await readBody(context.req.raw, clock, slowestMs);
    if (body === undefined) return refuse(context, provider, 408);
    if (body === 'too-large') return refuse(context, provider, 413);
    const webhook = { headers: context.req.header(), body };
    if (!addressee.isGenuine(webhook)) {
      warn(provider);
      return refuse(context, provider, 401);
    }
    meter.webhook({ provider, outcome: await addressee.hear(webhook) });
    return context.body(null, 204);
  });

  return app;
}
