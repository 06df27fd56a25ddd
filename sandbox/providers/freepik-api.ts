import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, json, message, readBody } from './answer.ts';
import type { Endpoint, SizeOptions } from './endpoint.ts';
import { lorasAnswer } from './loras.ts';
import type { createMisbehavingHandler } from './misbehaving-handler.ts';
import type { WorkFault } from './misbehaviour.ts';
import { validationError } from './replacing-faults.ts';
import { type createTaskEngine, type EngineTask, viewTask } from './task-engine.ts';

export type FreepikKind = 'submit' | 'poll' | 'list' | 'loras' | 'download';

const BODY_LIMIT = 64 * 1024 * 1024;
const KEY_HEADERS = ['x-freepik-api-key', 'x-magnific-api-key'];

interface ApiOptions {
  readonly apiKey: string;
  readonly endpoints: readonly Endpoint[];
  readonly engine: ReturnType<typeof createTaskEngine>;
  readonly faults: ReturnType<typeof createMisbehavingHandler<FreepikKind>>;
  readonly sizes: SizeOptions;
  readonly lorasShape: 'array' | 'object';
  signOutput(task: EngineTask, index: number, fault: WorkFault | undefined): string;
  complain(text: string): void;
}

export function createFreepikApi(options: ApiOptions) {
  const { engine, endpoints, complain } = options;

  function refuseKey(request: IncomingMessage): Answer | undefined {
    const keys = KEY_HEADERS.map((name) => request.headers[name]).filter((key) => key !== undefined && key !== '');
    if (keys.length === 0) return message(401, 'Missing API key');
    return keys.includes(options.apiKey) ? undefined : message(401, 'Invalid API key');
  }

  function view(task: EngineTask, fault?: WorkFault) {
    const told = viewTask(task, (index) => options.signOutput(task, index, fault));
    if (fault !== 'stuck') return told;
    return { task_id: task.id, status: 'CREATED', generated: [] };
  }

  async function submit(endpoint: Endpoint, request: IncomingMessage, body: Parsed, fault?: WorkFault) {
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    if (!isJson) complain(`${endpoint.name}: the body is ignored, its content type is not application/json`);
    if (isJson && !body.ok) return message(400, body.reason);
    const variation = (engine.tasks.length % 8) + 1;
    const work = await endpoint.prepare(isJson && body.ok ? body.value : {}, { variation, sizes: options.sizes });
    if ('invalid' in work) return json(400, validationError(work.invalid));

    for (const text of work.ignored) complain(`${endpoint.name}: ${text}`);
    const task = engine.create(endpoint.name, work, fault === 'stuck');
    if (fault === 'fail') task.course = 'failing';
    if (fault === 'refuse') task.course = 'refused';
    if (fault === 'nsfw') task.isNsfw = true;
    // However short the task: a submit is never answered with its result.
    return json(200, { data: { task_id: task.id, status: 'CREATED', generated: [] } });
  }

  function poll(endpoint: Endpoint, id: string, fault?: WorkFault): Answer {
    const task = engine.find(id);
    if (!task || task.endpoint !== endpoint.name) return message(404, 'Task not found');
    task.polls += 1;
    if (fault === 'fail') engine.fail(task, 'failing');
    if (fault === 'refuse') engine.fail(task, 'refused');
    if (fault === 'nsfw') task.isNsfw = true;
    return json(200, { data: view(task, fault) });
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const endpoint = endpoints.find((known) => path === known.path || path.startsWith(`${known.path}/`));
    const id = endpoint && path.slice(endpoint.path.length + 1);
    const kind = kindOf(request.method ?? '', path, id);
    let body: Parsed = { ok: false, reason: 'No body' };

    await options.faults.handle({
      kind: kind ?? 'list',
      request,
      response,
      async read() {
        body = parseJson(await readBody(request, BODY_LIMIT));
        return body.ok ? body.value : undefined;
      },
      async answer(fault) {
        const refused = refuseKey(request);
        if (refused) return refused;
        if (kind === 'loras') return lorasAnswer(options.lorasShape);
        if (!endpoint || id === undefined || kind === undefined) return message(404, 'Not found');
        if (kind === 'submit') return submit(endpoint, request, body, fault);
        if (kind === 'poll') return poll(endpoint, id, fault);
        return json(200, { data: engine.list(endpoint.name).map((task) => view(task)) });
      },
    });
  };
}

function kindOf(method: string, path: string, id: string | undefined): FreepikKind | undefined {
  if (method === 'GET' && path === '/v1/ai/loras') return 'loras';
  if (id === undefined) return undefined;
  if (method === 'POST') return id === '' ? 'submit' : undefined;
  if (method !== 'GET') return undefined;
  return id === '' ? 'list' : 'poll';
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function parseJson(bytes: Buffer | undefined): Parsed {
  if (!bytes) return { ok: false, reason: 'The body is too large' };
  try {
    return { ok: true, value: JSON.parse(bytes.toString()) };
  } catch {
    return { ok: false, reason: 'The body is not JSON' };
  }
}
