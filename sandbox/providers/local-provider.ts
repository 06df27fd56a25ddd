import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import {
  createRequestLog,
  type HeardRequest,
  type InFront,
  type LoggedRequest,
  type RequestHandler,
  type ServerAnswer,
  startListener,
} from '../http/local-server.ts';
import { createMisbehavingHandler, type HandledRequest } from '../http/misbehaving-handler.ts';
import type { MisbehaviourRule, ServerFault } from '../http/misbehaviour.ts';
import { createPictureCache, type PictureMaker } from '../pictures/make-picture.ts';
import type { SizeOptions } from './endpoint.ts';
import { createTaskEngine, type EngineTask, type LocalTask, type ResultDelivery } from './task-engine.ts';
import { createWebhookSender, type SentWebhook, type WebhookManner } from './webhooks.ts';

const TOKEN = /^exp=(\d+)~hmac=([0-9a-f]{64})$/;

/** Links that state their own end, like those of the provider's result host. */
function createSignedUrls(options: { clock: Clock; lifeMs: number }) {
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

const CREDENTIALS = ['x-freepik-api-key', 'x-magnific-api-key', 'x-api-key', 'authorization', 'cookie'];
const FILE = /\/([0-9a-f-]{36})_(\d+)\.png$/;

interface ResultHostOptions {
  /** Only what was to be delivered by this host is found on it. */
  readonly host: ResultDelivery['host'];
  readonly engine: ReturnType<typeof createTaskEngine>;
  readonly faults: { handle(exchange: HandledRequest<'download'>): Promise<void> };
  readonly signedUrls: ReturnType<typeof createSignedUrls>;
  readonly makePicture: PictureMaker;
  complain(text: string): void;
}

function outputPath(task: EngineTask, index: number): string {
  return `${task.work.delivery.folder}${task.id}_${index}.png`;
}

/** Serves results from links that need no key, until they expire. */
function createResultHost(options: ResultHostOptions) {
  const { host, engine, faults, signedUrls, makePicture, complain } = options;

  async function answer(request: IncomingMessage, response: ServerResponse, isExpired: boolean): Promise<ServerAnswer> {
    const url = new URL(request.url ?? '/', 'http://results');
    const [, id = '', index = ''] = FILE.exec(url.pathname) ?? [];
    const task = engine.find(id);
    const output = task?.work.outputs[Number(index)];
    if (!task || !output || task.status !== 'COMPLETED') return plain(404, 'Not found');
    if (task.work.delivery.host !== host || url.pathname !== outputPath(task, Number(index))) {
      return plain(404, 'Not found');
    }
    if (isExpired || !signedUrls.isValid(url)) return plain(403, 'Access denied');
    if (request.method === 'GET') {
      response.once('finish', () => {
        task.downloads += 1;
      });
    }
    return { status: 200, type: output.type ?? 'image/png', body: await output.render(makePicture) };
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const name of CREDENTIALS.filter((header) => request.headers[header] !== undefined)) {
      complain(`the result host was sent a credential: ${name}`);
    }
    await faults.handle({
      kind: 'download',
      request,
      response,
      answer: (fault) => answer(request, response, fault === 'expired-url'),
    });
  };
}

function plain(status: number, body: string): ServerAnswer {
  return { status, type: 'text/plain', body };
}

export interface LocalProviderOptions {
  readonly clock?: Clock;
  /** Made at random when not said. */
  readonly apiKey?: string;
  readonly port?: number;
  readonly resultPort?: number;
  readonly inFront?: InFront | undefined;
  readonly inFrontOfResults?: InFront | undefined;
  /** How long a task takes; of a function, `ordinal` counts tasks from 1. */
  readonly taskMs?: number | ((ordinal: number) => number);
  readonly urlLifeMs?: number;
  /** The pixel sizes of the real service, which take seconds to make. */
  readonly fullSize?: boolean;
}

export interface LocalProvider<Kind extends string> {
  readonly url: string;
  /** host:port of `url`: a few results come from there too. */
  readonly apiHost: string;
  /** host:port that results come from: never the API's. */
  readonly resultHost: string;
  readonly apiKey: string;
  readonly tasks: readonly LocalTask[];
  readonly requests: readonly LoggedRequest[];
  /** Of each request when it is over, with what was said in it. */
  listen(listener: (heard: HeardRequest) => void): () => void;
  /** What a client did that the real service would let pass, to its harm. */
  readonly complaints: readonly string[];
  readonly webhooks: readonly SentWebhook[];
  /** How webhooks go out from now on. One comes before a submit's answer where that is `slow`, or never comes at all. */
  tell(manner: WebhookManner): void;
  /** Accepted tasks: the money. */
  readonly billed: number;
  readonly peakInFlight: number;
  /** Tasks that have not ended yet. */
  inFlight(): number;
  /** Returns what takes the rule back. */
  misbehave(rule: MisbehaviourRule<Kind>): () => void;
  /** Connections are refused until `up`; `part` is both when not said. */
  down(part?: 'api' | 'results'): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

export interface ProviderParts<Kind extends string> {
  readonly apiKey: string;
  readonly engine: ReturnType<typeof createTaskEngine>;
  readonly faults: ReturnType<typeof createMisbehavingHandler<Kind | 'download'>>;
  readonly sizes: SizeOptions;
  /** Results that are delivered by the API itself. */
  readonly serveDownload: RequestHandler;
  link(task: EngineTask, index: number, isExpired?: boolean): string;
  complain(text: string): void;
}

interface Definition<Kind extends string> {
  serve(parts: ProviderParts<Kind>): RequestHandler;
  /** What a webhook says of a task; undefined where it is not told of. */
  tell(task: EngineTask, link: (index: number) => string): unknown;
  sign(body: string): Readonly<Record<string, string>>;
  /** The provider's own words for an error. */
  reword?(answer: ServerAnswer): ServerAnswer;
  refuseMeaningless(on: Kind | 'download', as: ServerFault): void;
}

/** What all local providers have in common: tasks, results on a host of their own, faults and handles. */
export async function startLocalProvider<Kind extends string>(
  options: LocalProviderOptions,
  definition: Definition<Kind>,
): Promise<LocalProvider<Kind | 'download'>> {
  const { clock = systemClock, taskMs = 2000, urlLifeMs = 3_600_000 } = options;
  const apiKey = options.apiKey ?? `local-${randomBytes(12).toString('hex')}`;
  const complaints: string[] = [];
  const complain = (text: string) => void complaints.push(text);
  const log = createRequestLog(clock.now);
  const faults = createMisbehavingHandler<Kind | 'download'>(clock, definition.reword);
  const signedUrls = createSignedUrls({ clock, lifeMs: urlLifeMs });
  const webhooks = createWebhookSender({ clock, sign: definition.sign, complain });
  const engine = createTaskEngine({
    clock,
    taskMs: (ordinal) => (typeof taskMs === 'number' ? taskMs : taskMs(ordinal)),
    onStatus(task) {
      const { webhookUrl: url, webhookHeaders: headers } = task.work;
      if (url === undefined) return;
      const body = definition.tell(task, (index) => link(task, index));
      if (body !== undefined) webhooks.send({ url, headers, body, taskId: task.id, status: task.status });
    },
  });

  function link(task: EngineTask, index: number, isExpired = task.hasDeadLinks): string {
    const { host, lifeMs = urlLifeMs } = task.work.delivery;
    const base = host === 'api' ? api.url : results.url;
    return signedUrls.sign(base, outputPath(task, index), isExpired ? -60_000 : lifeMs);
  }

  const downloads = { engine, faults, signedUrls, makePicture: createPictureCache(), complain };
  const logged = (host: string, handle: RequestHandler): RequestHandler => {
    return (request, response) => {
      log.record(host, request, response);
      return handle(request, response);
    };
  };
  const results = await startListener({
    port: options.resultPort,
    inFront: options.inFrontOfResults,
    onDefect: complain,
    handle: logged('results', createResultHost({ ...downloads, host: 'results' })),
  });
  const serveApi = definition.serve({
    apiKey,
    engine,
    faults,
    sizes: { fullSize: options.fullSize ?? false },
    serveDownload: createResultHost({ ...downloads, host: 'api' }),
    link,
    complain,
  });
  const api = await startListener({
    port: options.port,
    inFront: options.inFront,
    onDefect: complain,
    handle: logged('api', serveApi),
  });

  return {
    url: api.url,
    apiHost: api.host,
    resultHost: results.host,
    apiKey,
    tasks: engine.tasks,
    requests: log.requests,
    listen: log.listen,
    complaints,
    webhooks: webhooks.sent,
    tell: webhooks.tell,
    get billed() {
      return engine.tasks.length;
    },
    get peakInFlight() {
      return engine.peakInFlight();
    },
    inFlight: engine.inFlight,
    misbehave(rule) {
      definition.refuseMeaningless(rule.on, rule.as);
      return faults.misbehave(rule);
    },
    async down(part) {
      await Promise.all([part !== 'results' && api.down(), part !== 'api' && results.down()]);
    },
    async up() {
      await Promise.all([api.up(), results.up()]);
    },
    async close() {
      engine.stop();
      await Promise.all([api.close(), results.close(), webhooks.settled()]);
    },
  };
}
