import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { type App, startApp } from '../../src/app.ts';
import { parseConfig, secretsOf } from '../../src/config.ts';
import { type PreparedRequest, type Provider, SubmitError, type TaskState } from '../../src/core/provider.ts';
import { createLog } from '../../src/services/log.ts';
import { readBooks } from '../../test/end-to-end/books.ts';
import { type Callback, openQuietDiscord } from './quiet-discord.ts';

interface Order {
  readonly orderId: string;
  readonly webhook: PreparedRequest['webhook'];
  readonly ticket: string;
}

/** A provider that makes the same picture of everything, refuses an order in four, and lets one wait for its webhook. */
function createQuietProvider(real: Provider, picture: Uint8Array, prefix: string) {
  const orders: Order[] = [];
  const twice: string[] = [];
  const kindOf = (orderId: string): number => (createHash('sha256').update(orderId).digest()[0] ?? 0) % 4;
  const ended = (ticket: string): TaskState => ({
    status: 'succeeded',
    ticket,
    images: [{ source: { bytes: picture } }],
  });

  const provider: Provider = {
    ...real,
    async submit({ orderId, webhook, answer }) {
      if (orders.some((order) => order.orderId === orderId)) twice.push(orderId);
      if (kindOf(orderId) === 0) throw new SubmitError('refused', { code: 'refused' });
      const ticket = `${prefix}${orderId.replaceAll(/[^A-Za-z0-9]/g, '')}${kindOf(orderId) === 1 ? 'w' : ''}`;
      orders.push({ orderId, webhook, ticket });
      if (orders.length > MOST_REMEMBERED) orders.shift();
      return answer === 'at-once' ? ended(ticket) : { status: 'pending', ticket };
    },
    poll: async (ticket) => (ticket.endsWith('w') ? { status: 'pending', ticket } : ended(ticket)),
    upload: async () => 'https://uploads.invalid/1.png',
    probe: async () => ({ status: 'taken' }),
    presence: async () => 'there',
  };
  const { pollMany: _alone, ...asked } = provider;
  return { provider: asked, orders, twice };
}

const MOST_REMEMBERED = 300;

interface Answered {
  readonly callbacks: readonly Callback[];
  readonly logged: string;
  readonly isIgnored: boolean;
}

interface QuietBotOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly applicationId: string;
  readonly picture: Uint8Array;
}

const PATIENCE_MS = 10_000;
/** For what need not be answered. */
const GLANCE_MS = 100;
/** Nobody could be told anything. */
const IGNORED = /"isAnswerable":false,"msg":"interaction of an unknown shape"/;

/** The real bot in this process, with a silent world around it. */
export async function openQuietBot({ env, applicationId, picture }: QuietBotOptions) {
  const discord = await openQuietDiscord(applicationId);
  const clock = createMovableClock();
  const config = parseConfig(env);
  const logged: string[] = [];
  let changed = () => {};
  const providers: ReturnType<typeof createQuietProvider>[] = [];
  const log = createLog({
    level: 'debug',
    secrets: secretsOf(config),
    destination: {
      write(line) {
        logged.push(line);
        if (IGNORED.test(line)) changed();
      },
    },
  });
  discord.onCallback(() => changed());

  const app: App = await startApp({
    config,
    log,
    clock,
    onFatal: (error) => void logged.push(error.message),
    inPlaceOfDiscord: discord.seat,
    wrapProvider(name, real) {
      const quiet = createQuietProvider(
        real,
        picture,
        name === 'freepik' ? '/v1/ai/mystic/' : config.APIFRAME_API === 'v2' ? 'v2:' : '',
      );
      providers.push(quiet);
      return quiet.provider;
    },
  });

  /** All that was logged since this was asked last. */
  const takeLog = (): string => logged.splice(0).join('');

  return {
    app,
    clock,
    discord,
    takeLog,
    orders: () => providers.flatMap(({ orders }) => orders),
    /** Hands in what the gateway brought, and waits until it was answered or passed over; long only where an answer is owed. */
    async ask(payload: unknown, isOwed = true): Promise<Answered> {
      discord.callbacks.splice(0);
      const heard = Promise.withResolvers<void>();
      changed = heard.resolve;
      const timer = setTimeout(heard.resolve, isOwed ? PATIENCE_MS : GLANCE_MS);
      discord.dispatch(payload);
      await heard.promise;
      clearTimeout(timer);
      // whoever answers twice does so at once
      await nextTurn();
      await nextTurn();
      const text = takeLog();
      return { callbacks: discord.callbacks.splice(0), logged: text, isIgnored: IGNORED.test(text) };
    },
    /** What is wrong when it has stopped. */
    async close(): Promise<readonly string[]> {
      await app.stop();
      const { unbalanced } = await readBooks(env);
      const twice = providers.flatMap((quiet) => quiet.twice.map((id) => `order ${id} was sent twice`));
      return [...unbalanced.flatMap(differencesIn), ...twice, ...discord.complaints];
    },
  };
}

/** Jobs that have not ended are no fault; of sums, what is told and not added up, or the other way round. */
function differencesIn(line: string): readonly string[] {
  if (!line.startsWith('{')) return /accepted|queued|submitting|waiting|storing|delivering/.test(line) ? [] : [line];
  const { told, summed } = booksSchema.parse(JSON.parse(line));
  return Object.keys(told).flatMap((name) => {
    // of whoever was forgotten a nought is left, or nothing
    const [first, second] = [told[name] ?? [], summed[name] ?? []].map((lines) =>
      lines.filter((each) => !each.endsWith(' 0')),
    );
    return [
      ...(first ?? [])
        .filter((each) => !second?.includes(each))
        .map((each) => `${name}: ${each} is told, and not the sum`),
      ...(second ?? [])
        .filter((each) => !first?.includes(each))
        .map((each) => `${name}: ${each} is the sum, and not told`),
    ];
  });
}

const booksSchema = z.record(z.enum(['told', 'summed']), z.record(z.string(), z.array(z.string())));

export type QuietBot = Awaited<ReturnType<typeof openQuietBot>>;
