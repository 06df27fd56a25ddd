import type { IncomingMessage } from 'node:http';
import { type Answer, json, message } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import type { ProviderParts } from './local-provider.ts';
import { lorasAnswer } from './loras.ts';
import type { WorkFault } from './misbehaviour.ts';
import type { Handle } from './provider-types.ts';
import { type ParsedBody, parseBody } from './request-body.ts';
import { createSubmit } from './submit.ts';
import { type AnswerShape, viewTask } from './task-view.ts';

export type FreepikKind = 'submit' | 'poll' | 'list' | 'loras' | 'flows' | 'download';

const KEY_HEADERS = ['x-freepik-api-key', 'x-magnific-api-key'];

interface ApiOptions extends ProviderParts<FreepikKind> {
  readonly endpoints: readonly Endpoint[];
  readonly lorasShape: 'array' | 'object';
  readonly hasLists: boolean;
  readonly answerShapes: Readonly<Record<string, AnswerShape>>;
}

export function createFreepikApi(options: ApiOptions): Handle {
  const { engine, endpoints } = options;
  const submit = createSubmit(options);

  function refuseKey(request: IncomingMessage): Answer | undefined {
    const keys = KEY_HEADERS.map((name) => request.headers[name]).filter((key) => key !== undefined && key !== '');
    if (keys.length === 0) return message(401, 'Missing API key');
    return keys.includes(options.apiKey) ? undefined : message(401, 'Invalid API key');
  }

  function poll(endpoint: Endpoint, id: string, fault?: WorkFault): Answer {
    const task = engine.find(id);
    if (!task || task.endpoint !== endpoint.name) return message(404, 'Task not found');
    task.polls += 1;
    if (fault === 'fail') engine.fail(task, 'failing');
    if (fault === 'refuse') engine.fail(task, 'refused');
    if (fault === 'nsfw') task.isNsfw = true;
    if (fault === 'stuck') return json(200, { data: { task_id: task.id, status: 'CREATED', generated: [] } });
    const isExpired = fault === 'expired-url' || undefined;
    const view = viewTask(task, (index) => options.link(task, index, isExpired));
    return json(200, { data: engine.showsLinks(task) ? view : { ...view, generated: [] } });
  }

  function list(endpoint: Endpoint): Answer {
    const tasks = engine.list(endpoint.name);
    return json(200, { data: tasks.map((task) => viewTask(task, (index) => options.link(task, index))) });
  }

  return async function handle(request, response) {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (request.method !== 'POST' && path.startsWith('/v1/ai/beta/images/download/')) {
      return options.serveDownload(request, response);
    }
    const endpoint = endpoints.find((known) => path === known.path || path.startsWith(`${known.path}/`));
    const id = endpoint && path.slice(endpoint.path.length + 1);
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
        if (!endpoint || id === undefined || kind === undefined) return message(404, 'Not found');
        if (kind === 'submit') return submit(endpoint, request, body, fault);
        if (endpoint.answers === 'at-once') return message(404, 'Not found');
        if (kind === 'poll') return poll(endpoint, id, fault);
        return options.hasLists ? list(endpoint) : message(404, 'Not found');
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
