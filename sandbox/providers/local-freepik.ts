import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { createPictureCache } from '../pictures/picture-cache.ts';
import type { Endpoint } from './endpoint.ts';
import { freepikEndpoints } from './endpoints/registry.ts';
import { createFreepikApi, type FreepikKind } from './freepik-api.ts';
import { startListener } from './listener.ts';
import { createMisbehavingHandler } from './misbehaving-handler.ts';
import type { MisbehaviourRule } from './misbehaviour.ts';
import { createRequestLog, type LoggedRequest } from './request-log.ts';
import { createResultHost, outputPath } from './result-host.ts';
import { refuseMeaningless } from './rule-check.ts';
import { createSignedUrls } from './signed-urls.ts';
import { createTaskEngine, type LocalTask, viewTask } from './task-engine.ts';
import { createWebhookSender, type SentWebhook } from './webhook-sender.ts';

export interface LocalFreepikOptions {
  readonly clock?: Clock;
  /** Made at random when not said. */
  readonly apiKey?: string;
  readonly port?: number;
  readonly resultPort?: number;
  /** How long a task takes; of a function, `ordinal` counts tasks from 1. */
  readonly taskMs?: number | ((ordinal: number) => number);
  readonly urlLifeMs?: number;
  /** The pixel sizes of the real service, which take seconds to make. */
  readonly fullSize?: boolean;
  readonly lorasShape?: 'array' | 'object';
  /** Webhooks go out without a signature when there is no secret. */
  readonly webhookSecret?: string;
  readonly webhookKeyEncoding?: 'utf8' | 'base64';
  readonly endpoints?: readonly Endpoint[];
}

export interface LocalFreepik {
  readonly url: string;
  /** host:port that results come from: never the API's. */
  readonly resultHost: string;
  readonly apiKey: string;
  readonly tasks: readonly LocalTask[];
  readonly requests: readonly LoggedRequest[];
  /** What a client did that the real service would let pass, to its harm. */
  readonly complaints: readonly string[];
  readonly webhooks: readonly SentWebhook[];
  /** Accepted tasks: the money. */
  readonly billed: number;
  readonly peakInFlight: number;
  /** Tasks that have not ended yet. */
  inFlight(): number;
  /** Returns what takes the rule back. */
  misbehave(rule: MisbehaviourRule<FreepikKind>): () => void;
  /** Connections are refused until `up`; `part` is both when not said. */
  down(part?: 'api' | 'results'): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

export async function startLocalFreepik(options: LocalFreepikOptions = {}): Promise<LocalFreepik> {
  const { clock = systemClock, taskMs = 2000, urlLifeMs = 3_600_000 } = options;
  const apiKey = options.apiKey ?? `local-${randomBytes(12).toString('hex')}`;
  const complaints: string[] = [];
  const complain = (text: string) => void complaints.push(text);
  const log = createRequestLog(clock.now);
  const faults = createMisbehavingHandler<FreepikKind>(clock);
  const signedUrls = createSignedUrls({ clock, lifeMs: urlLifeMs });
  const webhooks = createWebhookSender({
    clock,
    secret: options.webhookSecret,
    keyEncoding: options.webhookKeyEncoding ?? 'utf8',
    complain,
  });
  const engine = createTaskEngine({
    clock,
    taskMs: (ordinal) => (typeof taskMs === 'number' ? taskMs : taskMs(ordinal)),
    onStatus(task) {
      if (task.webhookUrl === undefined) return;
      const view = viewTask(task, (index) => signedUrls.sign(results.url, outputPath(task, index)));
      webhooks.send(task.webhookUrl, view);
    },
  });

  const serveResults = createResultHost({ engine, faults, signedUrls, makePicture: createPictureCache(), complain });
  const results = await startListener({
    port: options.resultPort,
    onDefect: complain,
    handle(request, response) {
      log.record('results', request, response);
      return serveResults(request, response);
    },
  });
  const serveApi = createFreepikApi({
    apiKey,
    endpoints: options.endpoints ?? freepikEndpoints,
    engine,
    faults,
    sizes: { fullSize: options.fullSize ?? false },
    lorasShape: options.lorasShape ?? 'array',
    signOutput(task, index, fault) {
      return signedUrls.sign(results.url, outputPath(task, index), fault === 'expired-url' ? -60_000 : urlLifeMs);
    },
    complain,
  });
  const api = await startListener({
    port: options.port,
    onDefect: complain,
    handle(request, response) {
      log.record('api', request, response);
      return serveApi(request, response);
    },
  });

  return {
    url: api.url,
    resultHost: results.host,
    apiKey,
    tasks: engine.tasks,
    requests: log.requests,
    complaints,
    webhooks: webhooks.sent,
    get billed() {
      return engine.tasks.length;
    },
    get peakInFlight() {
      return engine.peakInFlight();
    },
    inFlight: engine.inFlight,
    misbehave(rule) {
      refuseMeaningless(rule);
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
