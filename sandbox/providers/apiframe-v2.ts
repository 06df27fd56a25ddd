import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../src/core/clock.ts';
import { boundaryOf, readMultipart } from '../file-service/multipart.ts';
import {
  jsonAnswer,
  type ParsedBody,
  parseBody,
  type RequestHandler,
  type ServerAnswer,
  wrongContentType,
} from '../http/local-server.ts';
import { REFUSAL } from '../http/misbehaving-handler.ts';
import type { WorkFault } from '../http/misbehaviour.ts';
import { paintFlux } from './apiframe-flux.ts';
import { sizeLike, type WorkContext } from './endpoint.ts';
import { NOT_DOWNLOADED, readPictures } from './fields.ts';
import type { ProviderParts } from './local-provider.ts';
import { changesBy, type EngineTask, fromResultHost, type TaskWork } from './task-engine.ts';

const older = ['flux-1.1-pro', 'flux-1.1-pro-ultra'] as const;
const newer = ['flux-2-pro', 'flux-2-dev', 'flux-2-flex', 'flux-2-max'] as const;
const side = z.int().min(256).max(2048);

const fluxParams = z.strictObject({
  aspect_ratio: z
    .string()
    .regex(/^\d{1,2}:\d{1,2}$/, 'Invalid aspect ratio')
    .optional(),
  width: side.optional(),
  height: side.optional(),
  steps: z.int().min(1).max(50).optional(),
  guidance: z.number().min(1.5).max(10).optional(),
  seed: z.int().optional(),
  raw: z.boolean().optional(),
  prompt_upsampling: z.boolean().optional(),
  image_prompt: z.url().optional(),
  image_prompt_strength: z.number().min(0).max(1).optional(),
  input_images: z.array(z.url()).max(10).optional(),
  output_format: z.enum(['jpg', 'png', 'webp']).optional(),
  output_quality: z.int().min(1).max(100).optional(),
  go_fast: z.boolean().optional(),
  resolution: z.enum(['0.5MP', '1MP', '2MP', '4MP', 'match_input_image']).optional(),
});

const events = ['progress', 'completed', 'failed'] as const;

export const generateBody = z.strictObject({
  model: z.enum([...older, ...newer]),
  prompt: z.string().min(1).max(2000),
  fluxParams: fluxParams.optional(),
  webhookUrl: z.url().optional(),
  webhookEvents: z.array(z.enum(events)).max(3).optional(),
});

type GenerateBody = z.output<typeof generateBody>;
const isNewer = ({ model }: GenerateBody): boolean => newer.some((name) => name === model);

/** What the service takes, and does nothing with. */
function ignoredFields(body: GenerateBody): string[] {
  const { image_prompt, image_prompt_strength: strength, input_images: images, resolution } = body.fluxParams ?? {};
  return [
    ...(isNewer(body) && image_prompt !== undefined ? [`image_prompt is ignored by ${body.model}`] : []),
    ...(isNewer(body) ? [] : [images && 'input_images', resolution && 'resolution'])
      .filter((field) => field !== undefined)
      .map((field) => `${field} is ignored by ${body.model}`),
    ...(strength !== undefined && image_prompt === undefined
      ? ['image_prompt_strength is ignored without image_prompt']
      : []),
  ];
}

const SHARES = { '0.5MP': '1k', '1MP': '1k', '2MP': '2k', '4MP': '4k', match_input_image: '1k' } as const;

function sizeOf({ model, fluxParams: params = {} }: GenerateBody, sizes: WorkContext['sizes']) {
  const [across = 1, down = 1] = (params.aspect_ratio ?? '1:1').split(':').map(Number);
  const share = model === 'flux-1.1-pro-ultra' ? '2k' : SHARES[params.resolution ?? '1MP'];
  const { width = across * 100, height = down * 100 } = params;
  return sizes.fullSize && params.width && params.height ? { width, height } : sizeLike(width, height, share, sizes);
}

type Prepared = TaskWork | { readonly invalid: readonly { path: readonly PropertyKey[]; message: string }[] };

/** Fields that stand where they do not belong are refused by name, unlike everywhere else. */
async function prepare(raw: unknown, context: WorkContext): Promise<Prepared> {
  const parsed = generateBody.safeParse(raw);
  if (!parsed.success) return { invalid: parsed.error.issues.map(({ path, message }) => ({ path, message })) };
  const body = parsed.data;
  const { fluxParams: params = {} } = body;
  const inputs = (params.input_images ?? []).map((_, at) => `fluxParams.input_images.${at}`);
  const fields = ['fluxParams.image_prompt', ...inputs];
  const read = await readPictures(raw, { fields, source: 'link', rule: () => undefined });
  if (read.invalid.length > 0)
    return { invalid: read.invalid.map(({ field, reason }) => ({ path: field.split('.').slice(1), message: reason })) };
  const isMissing = read.missing.length > 0;
  const references = fields.flatMap((field) => read.pictures[field]?.bytes ?? []);
  const wish = {
    ...params,
    prompt: body.prompt,
    strength: params.image_prompt_strength,
    size: sizeOf(body, context.sizes),
  };
  return {
    outputs: isMissing ? [] : [paintFlux(wish, references, context)],
    webhookUrl: body.webhookUrl,
    webhookHeaders: {},
    ignored: [...ignoredFields(body), ...read.missing.map(({ field }) => `${field} could not be downloaded`)],
    course: isMissing ? 'failing' : 'normal',
    failure: isMissing ? NOT_DOWNLOADED : undefined,
    summary: read.summary,
    delivery: fromResultHost,
    remarks: [],
    alwaysTellsNsfw: false,
  };
}

/** The names under which clients look for links: nobody says which of them it is. */
export type ResultShape = 'images' | 'image_urls' | 'image_url' | 'url' | 'output';

const resultOf = (url: string, shape: ResultShape) => ({
  [shape]: shape === 'images' ? [{ url }] : shape === 'image_urls' ? [url] : url,
});

const STATUSES = { CREATED: 'QUEUED', IN_PROGRESS: 'PROCESSING', COMPLETED: 'COMPLETED', FAILED: 'FAILED' } as const;
const FAILURE = 'The image could not be generated';
const asked = z.object({ model: z.string(), webhookEvents: z.array(z.string()).optional() });

function viewOf(task: EngineTask, link: (() => string) | undefined, now: number, shape: ResultShape) {
  const share = task.course === 'stuck' ? 0 : (now - task.createdAt) / Math.max(1, task.dueAt - task.createdAt);
  const isDone = task.status === 'COMPLETED';
  const error = task.course === 'refused' ? REFUSAL : (task.work.failure ?? FAILURE);
  return {
    status: STATUSES[task.status],
    model: asked.parse(task.body).model,
    progress: isDone ? 100 : task.status === 'CREATED' ? null : Math.min(99, Math.floor(share * 100)),
    error: task.status === 'FAILED' ? error : null,
    creditCost: 1,
    completedAt: task.finishedAt === undefined ? null : new Date(task.finishedAt).toISOString(),
    result: isDone && link ? resultOf(link(), shape) : null,
  };
}

/** What a webhook says; undefined where the order did not ask for such news. */
export function tellV2(task: EngineTask, link: () => string, now: number, shape: ResultShape): unknown {
  const event = task.status === 'COMPLETED' ? 'completed' : task.status === 'FAILED' ? 'failed' : 'progress';
  const { webhookEvents = events } = asked.parse(task.body);
  if (!webhookEvents.includes(event)) return undefined;
  return { event, jobId: task.id, ...viewOf(task, link, now, shape) };
}

/** By the key's digest, as it is all that the service keeps. */
export function signV2(apiKey: string, body: string): Readonly<Record<string, string>> {
  const key = createHash('sha256').update(apiKey).digest();
  const { data } = z.object({ event: z.string() }).safeParse(JSON.parse(body));
  const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  return { 'x-webhook-signature': signature, 'x-webhook-event': data?.event ?? '' };
}

export const errorAnswer = (
  status: number,
  error: string,
  more: object = {},
  headers: Readonly<Record<string, string>> = {},
): ServerAnswer => jsonAnswer(status, { error, ...more }, headers);

export type ApiframeV2Kind = 'submit' | 'poll' | 'upload' | 'account' | 'download';

interface Route {
  readonly kind: ApiframeV2Kind;
  readonly id?: string;
}

function routeOf(request: IncomingMessage): Route | undefined {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const [, job] = /^\/v2\/jobs\/([^/]+)$/.exec(path) ?? [];
  const [, file] = /^\/files\/([0-9a-f-]{36})$/.exec(path) ?? [];
  if (request.method === 'GET' && job) return { kind: 'poll', id: job };
  if (request.method === 'GET' && file) return { kind: 'download', id: file };
  const routes: Readonly<Record<string, ApiframeV2Kind>> = {
    'POST /v2/images/generate': 'submit',
    'POST /v2/uploads': 'upload',
    'GET /v2/me': 'account',
  };
  const kind = routes[`${request.method} ${path}`];
  return kind && { kind };
}

const HOUR_MS = 3_600_000;
const LARGEST = 25 * 1024 * 1024;

/** The file of a form, or the reason why there is none. */
async function fileIn(request: IncomingMessage): Promise<Buffer | string> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === undefined) return 'Expected multipart/form-data';
  const parts: Buffer[] = [];
  let isThere = false;
  await readMultipart(request, boundary, async ({ name }) => {
    isThere ||= name === 'file';
    return {
      write: async (bytes) => void (name === 'file' && parts.push(bytes)),
      end: async () => undefined,
    };
  });
  const file = Buffer.concat(parts);
  if (!isThere) return 'file: Required';
  return file.length > LARGEST ? 'The file is larger than 25 MB' : file;
}

const types: Readonly<Record<string, string>> = {
  '89504e47': 'image/png',
  ffd8ff: 'image/jpeg',
  '52494646': 'image/webp',
};
/** By what is in it, whatever it is called. */
const typeOf = (file: Buffer): string | undefined =>
  Object.entries(types).find(([start]) => file.toString('hex', 0, 4).startsWith(start))?.[1];

interface V2Options extends ProviderParts<ApiframeV2Kind> {
  readonly clock: Clock;
  readonly resultShape: ResultShape;
  readonly credits: () => number;
}

export function createApiframeV2Api(options: V2Options): RequestHandler {
  const { apiKey, engine, faults, complain, clock, resultShape } = options;
  const orders = new Map<string, { readonly text: string; readonly id: string; readonly at: number }>();
  const files = new Map<string, { readonly file: Buffer; readonly type: string; readonly at: number }>();

  function answerTo(task: EngineTask): ServerAnswer {
    return jsonAnswer(202, { jobId: task.id, status: STATUSES[task.status] });
  }

  async function order(body: unknown, key: string | undefined, fault?: WorkFault): Promise<ServerAnswer> {
    const text = JSON.stringify(body);
    const known = key === undefined ? undefined : orders.get(key);
    if (known && clock.now() < known.at + 24 * HOUR_MS) {
      const task = engine.find(known.id);
      if (known.text !== text || !task) return errorAnswer(409, 'Idempotency-Key was used with another body');
      return answerTo(task);
    }
    const work = await prepare(body, { variation: (engine.tasks.length % 8) + 1, sizes: options.sizes });
    if ('invalid' in work) return errorAnswer(400, 'Validation failed', { details: work.invalid });
    const creditsAvailable = options.credits();
    if (creditsAvailable < 1) return errorAnswer(402, 'Insufficient credits', { creditsRequired: 1, creditsAvailable });
    if (key === undefined) complain('an order without Idempotency-Key');
    for (const ignored of work.ignored) complain(`images/generate: ${ignored}`);
    const task = engine.create('images/generate', work, changesBy(fault));
    if (key !== undefined) orders.set(key, { text, id: task.id, at: clock.now() });
    return answerTo(task);
  }

  function look(id: string, fault?: WorkFault): ServerAnswer {
    const task = engine.find(id);
    if (!task) return errorAnswer(404, 'Job not found');
    task.polls += 1;
    if (fault === 'fail') engine.fail(task, 'failing');
    if (fault === 'refuse') engine.fail(task, 'refused');
    const link = engine.showsLinks(task)
      ? () => options.link(task, 0, fault === 'expired-url' || undefined)
      : undefined;
    const view = viewOf(task, link, clock.now(), resultShape);
    const stuck = fault === 'stuck' ? { status: 'PROCESSING', progress: 0, result: null } : {};
    const told = { webhookStatus: null, createdAt: new Date(task.createdAt).toISOString(), input: {}, expired: false };
    return jsonAnswer(200, { id: task.id, ...view, ...told, ...stuck });
  }

  async function upload(request: IncomingMessage): Promise<ServerAnswer> {
    const file = await fileIn(request);
    const type = typeof file === 'string' ? undefined : typeOf(file);
    if (typeof file === 'string') return errorAnswer(400, file);
    if (type === undefined) return errorAnswer(400, 'Unsupported file type');
    const id = randomUUID();
    files.set(id, { file, type, at: clock.now() });
    return jsonAnswer(201, {
      id,
      url: `http://${request.headers.host}/files/${id}`,
      kind: 'image',
      contentType: type,
      byteSize: file.length,
      expiresAt: new Date(clock.now() + HOUR_MS).toISOString(),
    });
  }

  function uploaded(id: string): ServerAnswer {
    const known = files.get(id);
    const isThere = known && clock.now() < known.at + HOUR_MS;
    return isThere ? { status: 200, type: known.type, body: known.file } : errorAnswer(404, 'Not found');
  }

  return async function handle(request, response) {
    const route = routeOf(request);
    let body: ParsedBody = { ok: false, reason: 'No body' };
    const isJson = route?.kind === 'submit';
    await faults.handle({
      kind: route?.kind ?? 'account',
      request,
      response,
      ...(isJson && {
        async read() {
          body = await parseBody(request, 'json');
          return body.ok ? body.value : undefined;
        },
      }),
      async answer(fault) {
        // fetched by the service itself, which needs no key
        if (route?.kind === 'download') return uploaded(route.id ?? '');
        if (request.headers['x-api-key'] !== apiKey) return errorAnswer(401, 'Invalid API key');
        if (!route) return errorAnswer(404, 'Not found');
        switch (route.kind) {
          case 'account':
            return jsonAnswer(200, { user: {}, team: { credits: options.credits(), plan: 'local' }, apiKey: {} });
          case 'poll':
            return look(route.id ?? '', fault);
          case 'upload':
            return upload(request);
          case 'submit': {
            const wrongType = wrongContentType(request, 'json');
            if (wrongType !== undefined) complain(`images/generate: ${wrongType}`);
            if (wrongType !== undefined || !body.ok) return errorAnswer(400, wrongType ?? 'The body is not JSON');
            const key = request.headers['idempotency-key'];
            return order(body.value, typeof key === 'string' ? key : undefined, fault);
          }
          default:
            throw new Error(`not routed: ${route.kind satisfies never}`);
        }
      },
    });
  };
}
