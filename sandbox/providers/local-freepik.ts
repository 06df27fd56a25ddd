import type { IncomingMessage } from 'node:http';
import { systemClock } from '../../src/core/clock.ts';
import {
  jsonAnswer,
  messageAnswer,
  type ParsedBody,
  parseBody,
  type RequestHandler,
  type ServerAnswer,
  wrongContentType,
} from '../http/local-server.ts';
import { REFUSAL, validationError } from '../http/misbehaving-handler.ts';
import { type Meaningful, refuseMeaningless, type WorkFault } from '../http/misbehaviour.ts';
import type { AnswerShape, Endpoint } from './endpoint.ts';
import { freepikEndpoints } from './endpoints/registry.ts';
import {
  type LocalProvider,
  type LocalProviderOptions,
  type ProviderParts,
  startLocalProvider,
} from './local-provider.ts';
import { lorasAnswer } from './loras.ts';
import { changesBy, type EngineTask } from './task-engine.ts';
import { createWebhookSignature } from './webhooks.ts';

type TaskView = ReturnType<typeof viewTask>;

/** A task as the API tells it, without its wrapper. `link` makes the link to one output. */
function viewTask(task: EngineTask, link: (index: number) => string) {
  const { outputs, remarks, failure, alwaysTellsNsfw } = task.work;
  const isDone = task.status === 'COMPLETED';
  const nsfw = outputs.map((output) => output.nsfw || task.isNsfw);
  const error = task.course === 'refused' ? REFUSAL : failure;
  return {
    task_id: task.id,
    status: task.status,
    generated: isDone ? [...remarks, ...outputs.map((_, index) => link(index))] : [],
    ...(isDone && (alwaysTellsNsfw || nsfw.includes(true)) && { has_nsfw: nsfw }),
    ...(task.status === 'FAILED' && error !== undefined && { error }),
  };
}

/** A task that has just been accepted: however short it is, a submit is never answered with its result. */
function acceptedView(task: EngineTask): TaskView {
  return { task_id: task.id, status: 'CREATED', generated: [] };
}

function shapeTask(view: TaskView, shape: AnswerShape): unknown {
  switch (shape) {
    case 'wrapped':
      return { data: view };
    case 'unwrapped':
      return view;
    case 'task_status': {
      const { status, ...rest } = view;
      return { ...rest, task_status: status };
    }
    case 'links': {
      const [original, high, preview] = view.generated;
      return { original, high_resolution: high, preview, url: high };
    }
    default:
      return shape satisfies never;
  }
}

interface SubmitOptions extends Pick<ProviderParts<never>, 'engine' | 'sizes' | 'link' | 'complain'> {
  /** In place of an endpoint's own, by its name. */
  readonly answerShapes: Readonly<Record<string, AnswerShape>>;
}

function createSubmit({ engine, sizes, link, complain, answerShapes }: SubmitOptions) {
  async function answerAtOnce(task: EngineTask, shape: AnswerShape): Promise<ServerAnswer> {
    await engine.ended(task);
    if (task.course === 'stuck') {
      const view = { ...acceptedView(task), status: 'IN_PROGRESS' as const };
      return jsonAnswer(200, shapeTask(view, shape));
    }
    // An answer of links has no status to tell a failure by.
    if (shape === 'links' && task.status === 'FAILED') {
      return messageAnswer(400, task.course === 'refused' ? REFUSAL : 'The image could not be processed');
    }
    return jsonAnswer(
      200,
      shapeTask(
        viewTask(task, (index) => link(task, index)),
        shape,
      ),
    );
  }

  return async function submit(endpoint: Endpoint, request: IncomingMessage, body: ParsedBody, fault?: WorkFault) {
    const wrongType = wrongContentType(request, endpoint.encoding);
    if (wrongType !== undefined) {
      complain(`${endpoint.name}: the body is ignored: ${wrongType}`);
      if (!endpoint.ignoresOtherContentTypes) return messageAnswer(400, wrongType);
    } else if (!body.ok) return messageAnswer(400, body.reason);

    const variation = (engine.tasks.length % 8) + 1;
    const value = wrongType === undefined && body.ok ? body.value : {};
    const work = await endpoint.prepare(value, { variation, sizes });
    if ('invalid' in work) return jsonAnswer(400, validationError(work.invalid));

    for (const text of work.ignored) complain(`${endpoint.name}: ${text}`);
    const task = engine.create(endpoint.name, work, changesBy(fault));
    const shape = answerShapes[endpoint.name] ?? endpoint.shape;
    return endpoint.answers === 'task'
      ? jsonAnswer(200, shapeTask(acceptedView(task), shape))
      : answerAtOnce(task, shape);
  };
}

type FreepikKind = 'submit' | 'poll' | 'list' | 'loras' | 'flows' | 'download';

const KEY_HEADERS = ['x-freepik-api-key', 'x-magnific-api-key'];

interface ApiOptions extends ProviderParts<FreepikKind> {
  readonly endpoints: readonly Endpoint[];
  readonly lorasShape: 'array' | 'object';
  readonly hasLists: boolean;
  readonly answerShapes: Readonly<Record<string, AnswerShape>>;
}

function createFreepikApi(options: ApiOptions): RequestHandler {
  const { engine, endpoints } = options;
  const submit = createSubmit(options);

  function refuseKey(request: IncomingMessage): ServerAnswer | undefined {
    const keys = KEY_HEADERS.map((name) => request.headers[name]).filter((key) => key !== undefined && key !== '');
    if (keys.length === 0) return messageAnswer(401, 'Missing API key');
    return keys.includes(options.apiKey) ? undefined : messageAnswer(401, 'Invalid API key');
  }

  function poll(endpoint: Endpoint, id: string, fault?: WorkFault): ServerAnswer {
    const task = engine.find(id);
    if (!task || task.endpoint !== endpoint.name) return messageAnswer(404, 'Task not found');
    task.polls += 1;
    if (fault === 'fail') engine.fail(task, 'failing');
    if (fault === 'refuse') engine.fail(task, 'refused');
    if (fault === 'nsfw') task.isNsfw = true;
    if (fault === 'stuck') return jsonAnswer(200, { data: { task_id: task.id, status: 'CREATED', generated: [] } });
    const isExpired = fault === 'expired-url' || undefined;
    const view = viewTask(task, (index) => options.link(task, index, isExpired));
    return jsonAnswer(200, { data: engine.showsLinks(task) ? view : { ...view, generated: [] } });
  }

  function list(endpoint: Endpoint): ServerAnswer {
    const tasks = engine.list(endpoint.name);
    return jsonAnswer(200, { data: tasks.map((task) => viewTask(task, (index) => options.link(task, index))) });
  }

  return async function handle(request, response) {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (request.method !== 'POST' && path.startsWith('/v1/ai/beta/images/download/')) {
      return options.serveDownload(request, response);
    }
    const placeOf = (known: Endpoint) => (request.method === 'POST' ? known.path : known.pollPath);
    const endpoint = endpoints.find((known) => `${path}/`.startsWith(`${placeOf(known)}/`));
    const id = endpoint && path.slice(placeOf(endpoint).length + 1);
    const kind = kindOf(request.method ?? '', path, id);
    let body: ParsedBody = { ok: false, reason: 'No body' };

    await options.faults.handle({
      kind: kind ?? 'list',
      request,
      response,
      async read() {
        body = await parseBody(request, endpoint?.encoding ?? 'json');
        return body.ok ? body.value : undefined;
      },
      async answer(fault) {
        const refused = refuseKey(request);
        if (refused) return refused;
        if (kind === 'loras') return lorasAnswer(options.lorasShape);
        if (!endpoint || id === undefined || kind === undefined) return messageAnswer(404, 'Not found');
        if (kind === 'submit') return submit(endpoint, request, body, fault);
        if (endpoint.answers === 'at-once') return messageAnswer(404, 'Not found');
        if (kind === 'poll') return poll(endpoint, id, fault);
        return options.hasLists ? list(endpoint) : messageAnswer(404, 'Not found');
      },
    });
  };
}

function kindOf(method: string, path: string, id: string | undefined): FreepikKind | undefined {
  if (method === 'GET' && path === '/v1/ai/loras') return 'loras';
  if (method === 'GET' && path === '/v1/ai/flows') return 'flows';
  if (id === undefined) return undefined;
  if (method === 'POST') return id === '' ? 'submit' : undefined;
  if (method !== 'GET') return undefined;
  return id === '' ? 'list' : 'poll';
}

const onTasks: readonly ('submit' | 'poll')[] = ['submit', 'poll'];

/** Faults that have a meaning for some kinds of request only. */
const meaningfulForFreepik: Meaningful<FreepikKind> = {
  fail: onTasks,
  refuse: onTasks,
  stuck: onTasks,
  nsfw: onTasks,
  'unknown-status': onTasks,
  'no-task-id': onTasks,
  'not-https-entry': onTasks,
  'expired-url': ['submit', 'poll', 'download'],
  'truncated-picture': ['download'],
  'links-later': ['submit'],
  'lacks-one': [],
  'wrong-host': [],
};

export interface LocalFreepikOptions extends LocalProviderOptions {
  readonly lorasShape?: 'array' | 'object';
  /** The documents have a list of recent tasks for each endpoint; the live host does not know it (404). */
  readonly hasLists?: boolean;
  /** Webhooks go out without a signature when there is no secret. */
  readonly webhookSecret?: string;
  readonly webhookKeyEncoding?: 'utf8' | 'base64';
  readonly endpoints?: readonly Endpoint[];
  /** Of the answers to a submit, by the endpoint's name: where documents and samples contradict each other. */
  readonly answerShapes?: Readonly<Record<string, Exclude<AnswerShape, 'links'>>>;
}

export type LocalFreepik = LocalProvider<FreepikKind>;

export function startLocalFreepik(options: LocalFreepikOptions = {}): Promise<LocalFreepik> {
  return startLocalProvider<FreepikKind>(options, {
    tell: viewTask,
    sign: createWebhookSignature({
      clock: options.clock ?? systemClock,
      secret: options.webhookSecret,
      keyEncoding: options.webhookKeyEncoding ?? 'utf8',
    }),
    refuseMeaningless: (on, as) => refuseMeaningless(meaningfulForFreepik, on, as),
    serve: (parts) =>
      createFreepikApi({
        ...parts,
        endpoints: options.endpoints ?? freepikEndpoints,
        lorasShape: options.lorasShape ?? 'object',
        hasLists: options.hasLists ?? false,
        answerShapes: options.answerShapes ?? {},
      }),
  });
}
