import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src/core/clock.ts';
import { createPictureCache } from '../pictures/picture-cache.ts';
import type { Answer } from './answer.ts';
import type { SizeOptions } from './endpoint.ts';
import { startListener } from './listener.ts';
import { createMisbehavingHandler } from './misbehaving-handler.ts';
import type { Fault } from './misbehaviour.ts';
import type { Handle, LocalProvider, LocalProviderOptions } from './provider-types.ts';
import { createRequestLog } from './request-log.ts';
import { createResultHost, outputPath } from './result-host.ts';
import { createSignedUrls } from './signed-urls.ts';
import { createTaskEngine, type EngineTask } from './task-engine.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface ProviderParts<Kind extends string> {
  readonly apiKey: string;
  readonly engine: ReturnType<typeof createTaskEngine>;
  readonly faults: ReturnType<typeof createMisbehavingHandler<Kind | 'download'>>;
  readonly sizes: SizeOptions;
  /** Results that are delivered by the API itself. */
  readonly serveDownload: Handle;
  link(task: EngineTask, index: number, isExpired?: boolean): string;
  complain(text: string): void;
}

interface Definition<Kind extends string> {
  serve(parts: ProviderParts<Kind>): Handle;
  /** What a webhook says of a task. */
  tell(task: EngineTask, link: (index: number) => string): unknown;
  sign(body: string): Readonly<Record<string, string>>;
  /** The provider's own words for an error. */
  reword?(answer: Answer): Answer;
  refuseMeaningless(on: Kind | 'download', as: Fault): void;
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
      webhooks.send({ url, headers, body, taskId: task.id, status: task.status });
    },
  });

  function link(task: EngineTask, index: number, isExpired = task.hasDeadLinks): string {
    const { host, lifeMs = urlLifeMs } = task.work.delivery;
    const base = host === 'api' ? api.url : results.url;
    return signedUrls.sign(base, outputPath(task, index), isExpired ? -60_000 : lifeMs);
  }

  const downloads = { engine, faults, signedUrls, makePicture: createPictureCache(), complain };
  const logged = (host: string, handle: Handle): Handle => {
    return (request, response) => {
      log.record(host, request, response);
      return handle(request, response);
    };
  };
  const results = await startListener({
    port: options.resultPort,
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
  const api = await startListener({ port: options.port, onDefect: complain, handle: logged('api', serveApi) });

  return {
    url: api.url,
    apiHost: api.host,
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
