import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { ApiframeApi } from '../../src/core/provider.ts';
import {
  jsonAnswer,
  type ParsedBody,
  parseBody,
  type RequestHandler,
  type ServerAnswer,
  wrongContentType,
} from '../http/local-server.ts';
import { REFUSAL } from '../http/misbehaving-handler.ts';
import { type Meaningful, refuseMeaningless, type WorkFault } from '../http/misbehaviour.ts';
import { prepareFlux } from './apiframe-flux.ts';
import {
  type ApiframeV2Kind,
  createApiframeV2Api,
  errorAnswer,
  type ResultShape,
  signV2,
  tellV2,
} from './apiframe-v2.ts';
import {
  type LocalProvider,
  type LocalProviderOptions,
  type ProviderParts,
  startLocalProvider,
} from './local-provider.ts';
import { changesBy, type EngineTask } from './task-engine.ts';

interface ApiframeShape {
  /** Sent in practice, left out by the documents. */
  readonly finalStatus: 'none' | 'finished';
  readonly failureField: 'message' | 'error';
}

const FAILURE = 'The image could not be generated';

/** A task as it is fetched and posted: without any wrapper. `now` is by the clock. */
function viewApiframeTask(task: EngineTask, link: () => string, now: number, shape: ApiframeShape) {
  const told = { task_id: task.id, task_type: task.endpoint };
  switch (task.status) {
    case 'CREATED':
    case 'IN_PROGRESS':
      return { ...told, status: 'processing', percentage: percentageOf(task, now) };
    case 'FAILED': {
      const reason = task.course === 'refused' ? REFUSAL : FAILURE;
      return { ...told, status: 'failed', [shape.failureField]: reason };
    }
    case 'COMPLETED': {
      const status = shape.finalStatus === 'finished' ? { status: 'finished' } : {};
      const url = link();
      return { ...told, ...status, original_image_url: url, image_url: url };
    }
    default:
      return task.status satisfies never;
  }
}

/** A number or the same as text, by turns. */
function percentageOf({ createdAt, dueAt, polls, course }: EngineTask, now: number): number | string {
  const share = course === 'stuck' ? 0 : (now - createdAt) / Math.max(1, dueAt - createdAt);
  const percentage = Math.min(99, Math.floor(share * 100));
  return polls % 2 === 0 ? String(percentage) : percentage;
}

type ApiframeV1Kind = 'submit' | 'poll' | 'poll-many' | 'account' | 'download';
type ApiframeKind = ApiframeV1Kind | ApiframeV2Kind;

interface ApiOptions extends ProviderParts<ApiframeKind> {
  readonly clock: Clock;
  readonly shape: ApiframeShape;
  /** What is left. */
  readonly credits: () => number;
  /** How the key has to come. */
  readonly keyScheme: 'raw' | 'bearer' | 'either';
}

const kinds: Readonly<Record<string, ApiframeV1Kind>> = {
  'POST /flux-imagine': 'submit',
  'POST /fetch': 'poll',
  'POST /fetch-many': 'poll-many',
  'GET /account': 'account',
};
export const fetchBody = z.strictObject({ task_id: z.string() });
export const fetchManyBody = z.strictObject({ task_ids: z.array(z.string()).min(2).max(20) });

function badRequest(...reasons: readonly string[]): ServerAnswer {
  return jsonAnswer(400, { errors: reasons.map((msg) => ({ msg })) });
}

function createApiframeApi(options: ApiOptions): RequestHandler {
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

  async function submit(body: unknown, fault?: WorkFault): Promise<ServerAnswer> {
    const variation = (engine.tasks.length % 8) + 1;
    const work = await prepareFlux(body, { variation, sizes: options.sizes });
    if ('invalid' in work) return badRequest(...work.invalid.map(({ field, reason }) => `${field}: ${reason}`));
    if (options.credits() < 1) return jsonAnswer(402, {});
    for (const text of work.ignored) complain(`flux-imagine: ${text}`);
    const task = engine.create('flux-imagine', work, changesBy(fault));
    return jsonAnswer(200, { task_id: task.id });
  }

  function poll(body: unknown, fault?: WorkFault): ServerAnswer {
    const { data } = fetchBody.safeParse(body);
    const task = data && engine.find(data.task_id);
    if (!data) return badRequest('task_id: Input should be a task id, and nothing beside it');
    return task ? jsonAnswer(200, view(task, fault)) : badRequest('Task not found');
  }

  /** Tasks that nobody made are left out. */
  function pollMany(body: unknown, fault?: WorkFault): ServerAnswer {
    const { data } = fetchManyBody.safeParse(body);
    if (!data) return badRequest('task_ids: Input should be 2 to 20 task ids, and nothing beside them');
    const found = data.task_ids.flatMap((id) => engine.find(id) ?? []);
    return jsonAnswer(200, { tasks: found.map((task) => view(task, fault)) });
  }

  function account(): ServerAnswer {
    const made = engine.tasks.filter((task) => engine.find(task.id)?.status === 'COMPLETED').length;
    return jsonAnswer(200, {
      email: 'local@example.invalid',
      credits: options.credits(),
      total_images: made,
      plan: 'local',
    });
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
        if (!isAllowed(request)) return jsonAnswer(401, {});
        if (kind === undefined || kind === 'download') return jsonAnswer(404, {});
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

/** Of the second API every error has its words. */
function rewordFaultV2(answer: ServerAnswer): ServerAnswer {
  const { status, type, body, headers } = answer;
  if (status < 400 || !/\bjson\b/.test(type)) return answer;
  return errorAnswer(status, typeof body === 'string' ? reasonIn(body) : '', {}, headers);
}

/** A 400 has a list of errors, anything else an empty body: its status is the only signal. */
function rewordFault(answer: ServerAnswer): ServerAnswer {
  const { status, type, body, headers } = answer;
  if (status < 400 || !/\bjson\b/.test(type)) return answer;
  return status === 400 ? badRequest(typeof body === 'string' ? reasonIn(body) : '') : jsonAnswer(status, {}, headers);
}

function reasonIn(body: string): string {
  return /"message":"([^"]*)"/.exec(body)?.[1] ?? 'Invalid request';
}

const onFetches: readonly ('poll' | 'poll-many')[] = ['poll', 'poll-many'];

const meaningfulForApiframe: Meaningful<ApiframeKind> = {
  fail: ['submit', ...onFetches],
  refuse: ['submit', ...onFetches],
  stuck: ['submit', ...onFetches],
  nsfw: [],
  'unknown-status': onFetches,
  'no-task-id': ['submit', ...onFetches],
  'not-https-entry': onFetches,
  'expired-url': ['submit', ...onFetches, 'download'],
  'truncated-picture': ['download'],
  'links-later': ['submit'],
  'lacks-one': ['poll-many'],
  'wrong-host': [],
};

export interface LocalApiframeOptions extends LocalProviderOptions, Partial<ApiframeShape> {
  /** Official clients send either, so both are taken when nothing is said. */
  readonly keyScheme?: 'raw' | 'bearer';
  /** What the account has before its first task, each of which takes one. */
  readonly credits?: number;
  /** `v1` when not said. */
  readonly api?: ApiframeApi;
  /** Of `v2`: the name under which a result has its links. */
  readonly resultShape?: ResultShape;
}

export type LocalApiframe = LocalProvider<ApiframeKind> & { buyCredits(credits: number): void };

export async function startLocalApiframe(options: LocalApiframeOptions = {}): Promise<LocalApiframe> {
  const { clock = systemClock, finalStatus = 'finished', failureField = 'message', resultShape = 'images' } = options;
  const isV2 = options.api === 'v2';
  const apiKey = options.apiKey ?? `${isV2 ? 'afk_' : ''}local-${randomBytes(12).toString('hex')}`;
  const shape = { finalStatus, failureField };
  let bought = options.credits ?? 1000;
  const local = await startLocalProvider<ApiframeKind>(
    { ...options, apiKey },
    {
      tell: (task, link) =>
        isV2
          ? tellV2(task, () => link(0), clock.now(), resultShape)
          : viewApiframeTask(task, () => link(0), clock.now(), shape),
      // The first API signs nothing: a secret of the task's own goes along as it came.
      sign: (body) => (isV2 ? signV2(apiKey, body) : {}),
      reword: isV2 ? rewordFaultV2 : rewordFault,
      refuseMeaningless: (on, as) => refuseMeaningless(meaningfulForApiframe, on, as),
      serve(parts) {
        const credits = () => Math.max(0, bought - parts.engine.tasks.length);
        if (isV2) return createApiframeV2Api({ ...parts, clock, resultShape, credits });
        return createApiframeApi({ ...parts, clock, shape, credits, keyScheme: options.keyScheme ?? 'either' });
      },
    },
  );
  // in place, as what is billed is told by a getter
  return Object.assign(local, {
    buyCredits(credits: number) {
      bought += credits;
    },
  });
}
