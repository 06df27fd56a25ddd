import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../../src/core/clock.ts';
import { type Answer, json } from '../answer.ts';
import type { ProviderParts } from '../local-provider.ts';
import type { WorkFault } from '../misbehaviour.ts';
import type { Handle } from '../provider-types.ts';
import { type ParsedBody, parseBody, wrongContentType } from '../request-body.ts';
import { changesBy } from '../submit.ts';
import type { EngineTask } from '../task-engine.ts';
import { type ApiframeShape, viewApiframeTask } from './apiframe-view.ts';
import { prepareFlux } from './flux-work.ts';

export type ApiframeKind = 'submit' | 'poll' | 'poll-many' | 'account' | 'download';

interface ApiOptions extends ProviderParts<ApiframeKind> {
  readonly clock: Clock;
  readonly shape: ApiframeShape;
  /** What is left. */
  readonly credits: () => number;
  /** How the key has to come. */
  readonly keyScheme: 'raw' | 'bearer' | 'either';
}

const kinds: Readonly<Record<string, ApiframeKind>> = {
  'POST /flux-imagine': 'submit',
  'POST /fetch': 'poll',
  'POST /fetch-many': 'poll-many',
  'GET /account': 'account',
};
export const fetchBody = z.strictObject({ task_id: z.string() });
export const fetchManyBody = z.strictObject({ task_ids: z.array(z.string()).min(2).max(20) });

export function badRequest(...reasons: readonly string[]): Answer {
  return json(400, { errors: reasons.map((msg) => ({ msg })) });
}

export function createApiframeApi(options: ApiOptions): Handle {
  const { apiKey, engine, faults, complain, keyScheme } = options;

  function isAllowed(request: IncomingMessage): boolean {
    const given = request.headers.authorization ?? '';
    const forms = { raw: [apiKey], bearer: [`Bearer ${apiKey}`], either: [apiKey, `Bearer ${apiKey}`] }[keyScheme];
    if (forms.includes(given)) return true;
    if (given.endsWith(apiKey)) complain(`the key is to come ${keyScheme === 'raw' ? 'raw' : 'after Bearer'}`);
    return false;
  }

  function view(task: EngineTask, fault?: WorkFault) {
    task.polls += 1;
    if (fault === 'fail') engine.fail(task, 'failing');
    if (fault === 'refuse') engine.fail(task, 'refused');
    if (fault === 'stuck') return { task_id: task.id, task_type: task.endpoint, status: 'processing', percentage: 0 };
    const link = () => options.link(task, 0, fault === 'expired-url' || undefined);
    const view = viewApiframeTask(task, link, options.clock.now(), options.shape);
    if (engine.showsLinks(task)) return view;
    return { task_id: task.id, task_type: task.endpoint, status: 'finished' };
  }

  async function submit(body: unknown, fault?: WorkFault): Promise<Answer> {
    const variation = (engine.tasks.length % 8) + 1;
    const work = await prepareFlux(body, { variation, sizes: options.sizes });
    if ('invalid' in work) return badRequest(...work.invalid.map(({ field, reason }) => `${field}: ${reason}`));
    if (options.credits() < 1) return json(402, {});
    for (const text of work.ignored) complain(`flux-imagine: ${text}`);
    const task = engine.create('flux-imagine', work, changesBy(fault));
    return json(200, { task_id: task.id });
  }

  function poll(body: unknown, fault?: WorkFault): Answer {
    const { data } = fetchBody.safeParse(body);
    const task = data && engine.find(data.task_id);
    if (!data) return badRequest('task_id: Input should be a task id, and nothing beside it');
    return task ? json(200, view(task, fault)) : badRequest('Task not found');
  }

  /** Tasks that nobody made are left out. */
  function pollMany(body: unknown, fault?: WorkFault): Answer {
    const { data } = fetchManyBody.safeParse(body);
    if (!data) return badRequest('task_ids: Input should be 2 to 20 task ids, and nothing beside them');
    const found = data.task_ids.flatMap((id) => engine.find(id) ?? []);
    return json(200, { tasks: found.map((task) => view(task, fault)) });
  }

  function account(): Answer {
    const made = engine.tasks.filter((task) => engine.find(task.id)?.status === 'COMPLETED').length;
    return json(200, { email: 'local@example.invalid', credits: options.credits(), total_images: made, plan: 'local' });
  }

  return async function handle(request, response) {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const kind = kinds[`${request.method} ${path}`];
    let body: ParsedBody = { ok: false, reason: 'No body' };
    await faults.handle({
      kind: kind ?? 'account',
      request,
      response,
      async read() {
        body = await parseBody(request, 'json');
        return body.ok ? body.value : undefined;
      },
      async answer(fault) {
        if (!isAllowed(request)) return json(401, {});
        if (kind === undefined || kind === 'download') return json(404, {});
        if (kind === 'account') return account();
        const wrongType = wrongContentType(request, 'json');
        if (wrongType !== undefined) {
          complain(`${path}: ${wrongType}`);
          return badRequest(wrongType);
        }
        if (!body.ok) return badRequest(body.reason);
        if (kind === 'submit') return submit(body.value, fault);
        return kind === 'poll' ? poll(body.value, fault) : pollMany(body.value, fault);
      },
    });
  };
}
