import fc from 'fast-check';
import { startListener } from '../../../sandbox/http/local-server.ts';
import { replacingFaults } from '../../../sandbox/http/misbehaviour.ts';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { startLocalApiframe } from '../../../sandbox/providers/local-apiframe.ts';
import { startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { isFailureCode } from '../../../src/core/failure.ts';
import {
  PollError,
  type PreparedRequest,
  type Provider,
  SubmitError,
  type TaskState,
} from '../../../src/core/provider.ts';
import type { Http, HttpAnswer } from '../../../src/services/http/contract.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createApiframeV1 } from '../../../src/services/providers/apiframe/v1.ts';
import { createApiframeV2 } from '../../../src/services/providers/apiframe/v2.ts';
import { createFreepik } from '../../../src/services/providers/freepik.ts';
import { pictureFile } from '../../../test/end-to-end/pictures.ts';
import { anyAnswer, createAnswering, heardOf, spoiled } from '../answers.ts';
import { type Entrance, fail, fuzzed, holdsNoSecret, unmet } from '../run.ts';
import { SECRETS } from '../secrets.ts';

type Create = (http: Http, baseUrl: URL) => Provider & { listLoras?(signal: AbortSignal): Promise<unknown> };

interface Api {
  readonly name: string;
  readonly create: Create;
  /** A local server, some of whose answers are not the true ones. */
  readonly open: () => Promise<{ readonly url: string; misbehave(as: Spoiled): void; close(): Promise<void> }>;
  readonly orders: readonly Omit<PreparedRequest, 'orderId'>[];
}

/** Of these there is no answer that could be changed further, or one too large for many cases. */
const NOT_KEPT: readonly (typeof replacingFaults)[number][] = ['hang', 'reset', 'too-large'];
const SPOILED = [
  ...replacingFaults.filter((fault) => !NOT_KEPT.includes(fault)),
  ...(['truncated', 'unknown-status', 'no-task-id', 'fail', 'refuse'] as const),
];
type Spoiled = Parameters<Awaited<ReturnType<typeof startLocalFreepik>>['misbehave']>[0]['as'];

const clock = createMovableClock();
const signal = new AbortController().signal;
/** What stands in an order until a picture is at hand: the picture itself, or where it lies. */
const PICTURE = '@picture@';
const PICTURE_URL = '@address@';

const apis: readonly Api[] = [
  {
    name: 'freepik',
    create: (http, baseUrl) =>
      createFreepik({ http, baseUrl, apiKey: SECRETS.FREEPIK_API_KEY, keyHeader: 'x-freepik-api-key', clock }),
    async open() {
      const local = await startLocalFreepik({ taskMs: 0, apiKey: SECRETS.FREEPIK_API_KEY });
      return {
        url: local.url,
        misbehave: (as) => void local.misbehave({ on: 'submit', as, times: 1 }),
        close: local.close,
      };
    },
    orders: [
      { path: '/v1/ai/mystic', body: { prompt: 'a fox' } },
      { path: '/v1/ai/gemini-2-5-flash-image-preview', body: { prompt: 'a fox' } },
      {
        path: '/v1/ai/beta/remove-background',
        body: { image_url: PICTURE_URL },
        encoding: 'form',
        answer: 'at-once',
      },
      { path: '/v1/ai/beta/text-to-image/reimagine-flux', body: { image: PICTURE }, answer: 'at-once' },
    ],
  },
  {
    name: 'apiframe v1',
    create: (http, baseUrl) => createApiframeV1({ http, baseUrl, apiKey: SECRETS.APIFRAME_API_KEY, clock }),
    async open() {
      const local = await startLocalApiframe({ taskMs: 0, apiKey: SECRETS.APIFRAME_API_KEY });
      return {
        url: local.url,
        misbehave: (as) => void local.misbehave({ on: 'submit', as, times: 1 }),
        close: local.close,
      };
    },
    orders: [{ path: '/flux-imagine', body: { prompt: 'a fox', model: 'flux-dev' } }],
  },
  {
    name: 'apiframe v2',
    create: (http, baseUrl) => createApiframeV2({ http, baseUrl, apiKey: SECRETS.APIFRAME_API_KEY, clock }),
    async open() {
      const local = await startLocalApiframe({ taskMs: 0, apiKey: SECRETS.APIFRAME_API_KEY, api: 'v2' });
      return {
        url: local.url,
        misbehave: (as) => void local.misbehave({ on: 'submit', as, times: 1 }),
        close: local.close,
      };
    },
    orders: [{ path: '/v2/images/generate', body: { model: 'flux-1.1-pro-ultra', prompt: 'a fox' } }],
  },
];

const tried = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

/** Every answer that a local provider gives to all that can be asked, true ones and spoiled. */
async function answersOf({ create, open, orders }: Api): Promise<readonly HttpAnswer[]> {
  const http = createHttp();
  const heard: HttpAnswer[] = [];
  const local = await open();
  const listening: Http = {
    ...http,
    async exchange(request) {
      const answer = await http.exchange(request);
      heard.push(answer);
      return answer;
    },
  };
  const { bytes } = await pictureFile(320, 256);
  const pictures = await startListener({
    handle: async (_, response) => void response.setHeader('content-type', 'image/png').end(bytes),
    onDefect: (words) => fail(words),
  });
  const provider = create(listening, new URL(local.url));
  function submit({ body, ...order }: Omit<PreparedRequest, 'orderId'>, at: number) {
    const text = JSON.stringify(body)
      .replace(PICTURE, Buffer.from(bytes).toString('base64'))
      .replace(PICTURE_URL, `${pictures.url}/x.png`);
    return provider.submit({ ...order, body: JSON.parse(text), orderId: `order-${at}` }, signal);
  }
  for (const [at, order] of orders.entries()) {
    const state = await submit(order, at).catch(() => undefined);
    const ticket = state?.ticket;
    if (ticket !== undefined) {
      await tried(provider.poll(ticket, signal));
      await tried(provider.pollMany?.ask([ticket, 'another'], signal) ?? Promise.resolve());
    }
  }
  const [first] = orders;
  for (const [at, as] of SPOILED.entries()) {
    try {
      local.misbehave(as);
    } catch {
      // it has no meaning there
      continue;
    }
    const state = first && (await submit(first, 100 + at).catch(() => undefined));
    if (state?.ticket !== undefined) await tried(provider.poll(state.ticket, signal));
  }
  await tried(provider.probe(signal));
  await tried(provider.presence({ path: orders[0]?.path ?? '/', required: 'prompt' }, signal));
  await tried(provider.listLoras?.(signal) ?? Promise.resolve());
  await tried(provider.upload?.(bytes, 'png', signal) ?? Promise.resolve());
  await pictures.close();
  await local.close();
  await http.close();
  // true ones say most
  return heard.flatMap((answer) =>
    answer.status === 200 && answer.body.includes('{') ? [answer, answer, answer] : answer,
  );
}

function holdsState(state: TaskState, isTicketNeeded: boolean): TaskState['status'] {
  if (state.status === 'pending' && isTicketNeeded && state.ticket === '') fail('pending without a ticket');
  if (state.status === 'pending' && state.progress !== undefined && !(state.progress >= 0 && state.progress <= 1))
    fail(`progress ${state.progress}`);
  if (state.status === 'failed' && !isFailureCode(state.reason.code)) fail(`failed for ${state.reason.code}`);
  if (state.status === 'failed' && (state.reason.detail?.length ?? 0) > 200) fail('long words of a provider');
  if (state.status !== 'succeeded') return state.status;
  if (state.images.length === 0) fail('succeeded without a picture');
  for (const { source } of state.images)
    if ('url' in source && !/^https?:$/.test(new URL(source.url).protocol)) fail(`a picture at ${source.url}`);
  return state.status;
}

const calls = ['submit', 'poll', 'pollMany', 'probe', 'presence', 'list', 'upload', 'webhook'] as const;

/** What is said of an answer, whichever it is, is said in our own words: by which of them is returned. */
async function holdsCall(
  provider: ReturnType<Create>,
  call: (typeof calls)[number],
  order: Omit<PreparedRequest, 'orderId'>,
  answer: HttpAnswer,
): Promise<string | undefined> {
  const ticket = provider.repeats ? 'v2:task-1' : provider.pollMany ? 'task-1' : '/v1/ai/mystic/task-1';
  try {
    switch (call) {
      case 'submit':
        return holdsState(await provider.submit({ ...order, orderId: 'order-1' }, signal), true);
      case 'poll':
        return holdsState(await provider.poll(ticket, signal), true);
      case 'pollMany': {
        const states = [...((await provider.pollMany?.ask([ticket], signal))?.values() ?? [])];
        return states.map((state) => holdsState(state, true)).at(0);
      }
      case 'probe':
        return (await provider.probe(signal)).status;
      case 'presence':
        return await provider.presence({ path: order.path, required: 'prompt' }, signal);
      case 'list':
        return void (await provider.listLoras?.(signal));
      case 'upload':
        return (await provider.upload?.(Buffer.from('x'), 'png', signal)) && 'uploaded';
      case 'webhook': {
        const news = provider.webhooks?.read({ headers: { ...answer.headers }, body: answer.body }, order);
        return news && holdsState(news.state, false);
      }
      default:
        return call satisfies never;
    }
  } catch (error) {
    if (!(error instanceof SubmitError) && !(error instanceof PollError)) throw error;
    holdsNoSecret('an error', `${error.message} ${JSON.stringify(error)}`);
    if (error instanceof PollError) return error.kind;
    const isTaken = answer.status >= 200 && answer.status <= 299;
    const isForgotten = error.fate === 'not-accepted' || error.fate === 'refused';
    // a task may exist: whoever forgets it pays twice, or loses it
    if (call === 'submit' && isTaken && isForgotten) {
      fail(`an order that was answered with ${answer.status} counts as ${error.fate}`);
    }
    return error.fate;
  }
}

/** All that can be made of an answer. */
const OUTCOMES = [
  ...['pending', 'succeeded', 'failed', 'not-accepted', 'refused', 'unknown', 'repeatable', 'taken'],
  ...['unreachable', 'missing', 'key', 'credits', 'busy', 'blocked', 'there', 'gone'],
];

/** Answers of the providers, changed in every way, read by the real adapters. */
export const providers: Entrance<unknown> = {
  name: 'providers',
  share: 30,
  async open() {
    const known = await Promise.all(apis.map(async (api) => ({ ...api, answers: await answersOf(api) })));
    const { http, say } = createAnswering({ status: 200, headers: {}, body: Buffer.alloc(0) });
    const speaking = known.map(({ name, create, answers, orders }) => ({
      name,
      provider: create(http, new URL('http://127.0.0.1:1')),
      orders,
      answers: answers.map(heardOf),
    }));
    const [first] = speaking;
    if (!first || speaking.some(({ answers }) => answers.filter(({ status }) => status === 200).length < 15)) {
      throw new Error('too few answers were heard');
    }
    const met = new Set<unknown>();
    let cases = 0;
    return fuzzed(
      {
        any: fc.record({
          api: fc.nat(speaking.length - 1),
          call: fc.constantFrom(...calls),
          order: fc.nat(3),
          answer: anyAnswer,
        }),
        async hold({ api, call, answer, order }) {
          const spoken = speaking[api] ?? first;
          const given = spoiled(spoken.answers, answer);
          say(given);
          const wanted = spoken.orders[order % spoken.orders.length];
          cases += 1;
          if (wanted) met.add(await holdsCall(spoken.provider, call, wanted, given));
        },
      },
      async () => unmet(cases, met, OUTCOMES, 5000),
    );
  },
};
