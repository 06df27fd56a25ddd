import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Clock, sleep } from '../../src/core/clock.ts';
import { drain, htmlAnswer, jsonAnswer, messageAnswer, type ServerAnswer, send } from './local-server.ts';
import {
  createMisbehaviour,
  isOneOf,
  type MisbehaviourRule,
  type ReplacingFault,
  replacingFaults,
  type SpoilingFault,
  spoilingFaults,
  type WorkFault,
  workFaults,
} from './misbehaviour.ts';

export const REFUSAL = 'The request was rejected because it violates our content policy.';

const NOWHERE = 'http://127.0.0.1:9/elsewhere';

type Rule = MisbehaviourRule<string, ReplacingFault>;

/** Answers a request with a fault alone: nothing of what was asked is looked at here. */
async function sendFault(
  rule: Rule,
  request: IncomingMessage,
  response: ServerResponse,
  reword: (answer: ServerAnswer) => ServerAnswer,
): Promise<void> {
  // No answer at all: the connection stays until either side closes it.
  if (rule.as === 'hang') return;
  if (rule.as === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (rule.as === 'too-large') return sendWithoutEnd(rule.on === 'download', response);
  const answer = faultAnswer(rule.as, rule);
  await send(request, response, rule.on === 'download' ? answer : reword(answer));
}

function faultAnswer(as: Exclude<ReplacingFault, 'hang' | 'reset' | 'too-large'>, rule: Rule): ServerAnswer {
  switch (as) {
    case 'refuse-400':
      return messageAnswer(400, REFUSAL);
    case '400-problem': {
      const problem = { message: 'Invalid request', invalid_params: [{ name: 'prompt', reason: 'is not acceptable' }] };
      return { ...jsonAnswer(400, { problem }), type: 'application/problem+json' };
    }
    case '400-flat':
      return messageAnswer(400, 'Invalid request');
    case '400-field':
      return jsonAnswer(
        400,
        validationError([{ field: 'body.model', reason: 'Input should be realism, fluid or zen' }]),
      );
    case '401':
      return messageAnswer(401, 'Invalid API key. Create one at https://www.magnific.com/api');
    case '402':
      return messageAnswer(402, 'Insufficient credits');
    case '403':
      return messageAnswer(403, 'Forbidden');
    case 'firewall':
      return htmlAnswer(403, 'Access Denied');
    case '404':
      return messageAnswer(404, 'Not found');
    case '409':
      return messageAnswer(409, 'Conflict');
    case '410':
      return messageAnswer(410, 'Gone');
    case '413':
      return messageAnswer(413, 'Payload too large');
    case '429':
      return messageAnswer(429, 'Too many requests', retryAfter(rule));
    case '500':
      return messageAnswer(500, 'Internal Server Error');
    case '503':
      return messageAnswer(503, 'Service Unavailable. Please try again later.', retryAfter(rule));
    case '503-html':
      return htmlAnswer(503, '503 Service Temporarily Unavailable');
    case 'html':
    case 'wrong-type':
      return htmlAnswer(200, 'Just a moment...');
    case 'empty':
      return { status: 200, type: 'application/json', body: '' };
    case 'redirect':
      return { status: 302, type: 'text/plain', body: '', headers: { location: rule.location ?? NOWHERE } };
    default:
      return as satisfies never;
  }
}

/** The shape of a 400 as it was captured from the live service. */
export function validationError(invalidParams: readonly { field: string; reason: string }[]) {
  return { message: 'Validation error', invalid_params: invalidParams };
}

function retryAfter({ retryAfter: after }: Rule): Record<string, string> {
  if (after === undefined) return {};
  return { 'retry-after': typeof after === 'number' ? String(after) : after.toUTCString() };
}

function sendWithoutEnd(isPicture: boolean, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': isPicture ? 'image/png' : 'application/json' });
  // It starts like what was asked for: only a cap on its size helps.
  const start = isPicture ? Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') : Buffer.from('{"data":"');
  return pipeline(endless(start), response);
}

async function* endless(start: Buffer): AsyncGenerator<Buffer> {
  yield start;
  const chunk = Buffer.alloc(65_536, 'A');
  for (;;) yield chunk;
}

type Fields = Record<string, unknown>;

const REMARK = 'The picture was made with care.';
const LINKS = ['high_resolution', 'preview', 'url', 'image_url', 'original_image_url', 'result'];
const IDS = ['task_id', 'jobId', 'id'];

/** Without its wrapper, in whatever dialect it is told. */
function spoilTask(as: 'unknown-status' | 'no-task-id' | 'not-https-entry', task: Fields): Fields {
  switch (as) {
    case 'unknown-status': {
      const unfinished = without(task, LINKS);
      // An answer of links alone has no status, and no task either.
      if (!IDS.some((name) => name in task)) return unfinished;
      const status = 'task_status' in task ? 'task_status' : 'status';
      return { ...unfinished, [status]: 'WARMING_UP', ...('generated' in task && { generated: [] }) };
    }
    case 'no-task-id':
      return without(task, IDS.some((name) => name in task) ? IDS : Object.keys(task));
    case 'not-https-entry': {
      const { generated } = task;
      if (Array.isArray(generated)) return { ...task, generated: [REMARK, ...generated] };
      return Object.fromEntries(
        Object.entries(task).map(([key, value]) => [key, LINKS.includes(key) ? REMARK : value]),
      );
    }
    default:
      return as satisfies never;
  }
}

function without(task: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(task).filter(([key]) => !names.includes(key)));
}

const fields = z.looseObject({});
const wrappedTask = z.looseObject({ data: fields });
const severalTasks = z.looseObject({ tasks: z.array(fields) });
/** An answer without a wrapper; a list of tasks has one. */
const bareTask = fields.refine((body) => !('data' in body));

/** The true answer, spoiled on its way out. */
async function spoil(as: SpoilingFault, answer: ServerAnswer): Promise<ServerAnswer> {
  switch (as) {
    case 'slow':
    case 'cut-off':
      return answer;
    case 'truncated':
    case 'truncated-picture': {
      const bytes = await bytesOf(answer);
      return { ...answer, body: bytes.subarray(0, Math.ceil(bytes.length / 2)) };
    }
    case 'lacks-one':
      return answer.status === 200 ? withoutFirst(answer) : answer;
    case 'unknown-status':
    case 'no-task-id':
    case 'not-https-entry':
      return answer.status < 300 ? changeTasks(answer, (task) => spoilTask(as, task)) : answer;
    default:
      return as satisfies never;
  }
}

/** Promises all of it, then loses the connection half-way. */
async function sendCutOff(response: ServerResponse, answer: ServerAnswer): Promise<void> {
  const bytes = await bytesOf(answer);
  response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': bytes.length, ...answer.headers });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
}

async function withoutFirst(answer: ServerAnswer): Promise<ServerAnswer> {
  const { data: several } = severalTasks.safeParse(JSON.parse((await bytesOf(answer)).toString()));
  return several ? { ...answer, body: JSON.stringify({ ...several, tasks: several.tasks.slice(1) }) } : answer;
}

/** However the provider wraps its tasks. */
async function changeTasks(answer: ServerAnswer, change: (task: Fields) => Fields): Promise<ServerAnswer> {
  const body: unknown = JSON.parse((await bytesOf(answer)).toString());
  const { data: wrapped } = wrappedTask.safeParse(body);
  if (wrapped) return { ...answer, body: JSON.stringify({ ...wrapped, data: change(wrapped.data) }) };
  const { data: several } = severalTasks.safeParse(body);
  if (several) return { ...answer, body: JSON.stringify({ ...several, tasks: several.tasks.map(change) }) };
  const { data: bare } = bareTask.safeParse(body);
  return bare ? { ...answer, body: JSON.stringify(change(bare)) } : answer;
}

async function bytesOf({ body }: ServerAnswer): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.isBuffer(body) ? body : readFile(body.path);
}

export interface HandledRequest<Kind extends string> {
  readonly kind: Kind;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What rules get to see of the body; absent where it is streamed. */
  read?(): Promise<unknown>;
  /** The true answer; a fault of the work is its own to apply. */
  answer(fault: WorkFault | undefined): Promise<ServerAnswer>;
}

/**
 * One way through for every request of every local server, so that each fault works everywhere alike. `reword` puts
 * those that are answers into the provider's own words.
 */
export function createMisbehavingHandler<Kind extends string>(
  clock: Clock,
  reword: (answer: ServerAnswer) => ServerAnswer = (answer) => answer,
) {
  const rules = createMisbehaviour<Kind>(clock.now);
  const counts = new Map<Kind, number>();
  let punishedUntil = Number.NEGATIVE_INFINITY;

  return {
    misbehave(rule: MisbehaviourRule<Kind>): () => void {
      return rules.add(rule);
    },

    async handle({ kind, request, response, read, answer }: HandledRequest<Kind>): Promise<void> {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const context = { on: kind, method: request.method ?? '', path, count };

      // results lie behind another door
      if (kind !== 'download' && clock.now() < punishedUntil) {
        await drain(request);
        return send(request, response, htmlAnswer(403, 'Penalty Box for WAF'));
      }
      if (rules.take(context, true)) {
        request.socket.resetAndDestroy();
        return;
      }
      const rule = rules.take({ ...context, body: await read?.() }, false);
      const as = rule?.as ?? 'none';
      if (rule && isOneOf(replacingFaults, as)) {
        if (as === 'firewall') punishedUntil = clock.now() + (rule.punishMs ?? 0);
        if (rule.accepted === true) await answer(undefined);
        else if (as !== 'hang') await drain(request);
        return sendFault({ ...rule, as }, request, response, reword);
      }
      const truth = await answer(isOneOf(workFaults, as) ? as : undefined);
      if (as === 'slow') await sleep(clock, rule?.ms ?? 1000);
      if (as === 'cut-off') return sendCutOff(response, truth);
      await send(request, response, isOneOf(spoilingFaults, as) ? await spoil(as, truth) : truth);
    },
  };
}
