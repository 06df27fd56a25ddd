import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, sleep, systemClock } from '../../src/core/clock.ts';
import {
  createRequestLog,
  drain,
  type HeardRequest,
  type InFront,
  jsonAnswer,
  type LoggedRequest,
  type ServerAnswer,
  startListener,
} from '../http/local-server.ts';
import { createMisbehavingHandler } from '../http/misbehaving-handler.ts';
import type { MisbehaviourRule, ReplacingFault, SpoilingFault } from '../http/misbehaviour.ts';
import { boundaryOf, readMultipart } from './multipart.ts';
import { type Arrival, createStoredFiles, type DiskFile, type StoredFile } from './stored-files.ts';

const FALLS_ASLEEP_AFTER_MS = 15 * 60_000;

/** A host that sleeps when nobody calls: whoever comes first waits, and so do all who come meanwhile. */
function createSleeper(clock: Clock, wakeMs: number) {
  let lastCall = Number.NEGATIVE_INFINITY;
  let awakeAt = Number.NEGATIVE_INFINITY;
  return async function waitUntilAwake(): Promise<void> {
    if (wakeMs <= 0) return;
    const now = clock.now();
    if (now - lastCall > FALLS_ASLEEP_AFTER_MS) awakeAt = now + wakeMs;
    lastCall = Math.max(now, awakeAt);
    if (now < awakeAt) await sleep(clock, awakeAt - now);
  };
}

export type ReplyShape = 'result' | 'result-url' | 'url' | 'data' | 'image' | 'secure_url';

/** The first is the one that is known; services of this kind answer in the others. */
function uploadReply(shape: ReplyShape, url: string): unknown {
  switch (shape) {
    case 'result':
      return { code: 1000, message: 'Upload successful', result: { image: url } };
    case 'result-url':
      return { code: 1000, message: 'Upload successful', result: { url } };
    case 'url':
      return { url };
    case 'data':
      return { data: { url } };
    case 'image':
      return { image: url };
    case 'secure_url':
      return { secure_url: url };
    default:
      return shape satisfies never;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface UploadsOptions {
  readonly store: Awaited<ReturnType<typeof createStoredFiles>>;
  readonly maxBytes: number;
  readonly shape: ReplyShape;
  linkTo(file: DiskFile): string;
  complain(text: string): void;
}

function createUploadsApi({ store, maxBytes, shape, linkTo, complain }: UploadsOptions) {
  async function readForm(request: IncomingMessage, boundary: string) {
    let id = '';
    let image: Arrival | undefined;
    let claimed: string | undefined;
    const reading = readMultipart(request, boundary, async ({ name, type }) => {
      if (name === 'image' && !image) {
        image = await store.receive(maxBytes);
        claimed = type;
        return image;
      }
      if (name !== 'id') complain(`the form has a field that the service does not know: ${name}`);
      return {
        async write(bytes) {
          if (name === 'id') id += bytes.toString();
        },
        async end() {},
      };
    });
    const isWhole = await reading.then(
      () => true,
      () => false,
    );
    return { id, image, claimed, isWhole };
  }

  return {
    async upload(request: IncomingMessage): Promise<ServerAnswer> {
      const boundary = boundaryOf(request.headers['content-type']);
      if (boundary === undefined) {
        await drain(request);
        return failure(400, 'Content type should be multipart/form-data');
      }
      const { id, image, claimed, isWhole } = await readForm(request, boundary);
      if (!image) return failure(400, 'image is required');
      const type = image.type();
      const refusal = isWhole ? refuse(id, image, type) : failure(400, 'The form ends in the middle');
      if (refusal || type === undefined) {
        await store.discard(image);
        return refusal ?? failure(400, 'image should be a picture');
      }
      if (claimed !== type) complain(`the file was sent as ${claimed ?? 'nothing'} and is ${type}`);
      return jsonAnswer(200, uploadReply(shape, linkTo(await store.keep(id.toLowerCase(), image, type))));
    },
    async remove(id: string): Promise<ServerAnswer> {
      if (!(await store.remove(id))) return failure(404, 'File not found');
      return jsonAnswer(200, { code: 1000, message: 'Delete successful' });
    },
  };

  function refuse(id: string, image: Arrival, type: string | undefined): ServerAnswer | undefined {
    if (!UUID.test(id)) return failure(400, 'id should be a UUID');
    if (image.size() > maxBytes) return failure(413, 'File too large');
    return type === undefined ? failure(400, 'image should be a picture') : undefined;
  }
}

function failure(status: number, text: string): ServerAnswer {
  return jsonAnswer(status, { code: status + 600, message: text });
}

type FileKind = 'upload' | 'delete' | 'download';
/** `wrong-host` on an upload: the link in its answer leads to a host that nobody allowed. */
type FileFault =
  | ReplacingFault
  | Extract<SpoilingFault, 'slow' | 'truncated' | 'truncated-picture' | 'cut-off'>
  | 'reset-before'
  | 'wrong-host';

export interface LocalFileServiceOptions {
  readonly clock?: Clock;
  readonly port?: number;
  readonly linkPort?: number;
  readonly inFront?: InFront | undefined;
  readonly inFrontOfLinks?: InFront | undefined;
  readonly shape?: ReplyShape;
  /** How long the first call after a sleep takes: it sleeps at the start and after 15 quiet minutes. */
  readonly sleepMs?: number;
  readonly maxBytes?: number;
}

export interface LocalFileService {
  readonly url: string;
  /** host:port that links lead to: never the API's. */
  readonly linkHost: string;
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly requests: readonly LoggedRequest[];
  /** Of each request when it is over, with what was said in it. */
  listen(listener: (heard: HeardRequest) => void): () => void;
  readonly complaints: readonly string[];
  misbehave(rule: MisbehaviourRule<FileKind, FileFault>): () => void;
  /** Connections are refused until `up`; `part` is both when not said. */
  down(part?: 'api' | 'links'): Promise<void>;
  up(): Promise<void>;
  /** Its files go with it. */
  close(): Promise<void>;
}

const UPLOADS = '/api/v1/file/uploads';
const DELETE = '/api/v1/file/delete/';
const LINK = /^\/local\/image\/upload\/v\d+\/([0-9a-f-]{36})\.\w+$/i;

export async function startLocalFileService(options: LocalFileServiceOptions = {}): Promise<LocalFileService> {
  const { clock = systemClock, shape = 'result', maxBytes = 100 * 1024 * 1024 } = options;
  const complaints: string[] = [];
  const complain = (text: string) => void complaints.push(text);
  const store = await createStoredFiles();
  const log = createRequestLog(clock.now);
  const faults = createMisbehavingHandler<FileKind>(clock);
  const waitUntilAwake = createSleeper(clock, options.sleepMs ?? 0);

  const links = await startListener({
    port: options.linkPort,
    inFront: options.inFrontOfLinks,
    onDefect: complain,
    async handle(request, response) {
      log.record('links', request, response);
      if (request.headers.authorization !== undefined) complain('the link host was sent a credential');
      await faults.handle({ kind: 'download', request, response, answer: async () => serveFile(request) });
    },
  });

  function serveFile(request: IncomingMessage): ServerAnswer {
    const id = LINK.exec(request.url ?? '')?.[1]?.toLowerCase();
    const file = id === undefined ? undefined : store.files.get(id);
    if (!file) return { status: 404, type: 'text/plain', body: 'Not found' };
    const headers = { 'cache-control': 'public, max-age=2592000' };
    return { status: 200, type: file.type, body: { path: file.path, size: file.size }, headers };
  }

  function linkTo(base: string, { id, uploads, type }: DiskFile): string {
    return `${base}/local/image/upload/v${uploads}/${id}.${type.replace('image/', '').replace('jpeg', 'jpg')}`;
  }

  async function handleApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    log.record('api', request, response);
    await waitUntilAwake();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const isDelete = request.method === 'DELETE' && path.startsWith(DELETE);
    const isUpload = request.method === 'POST' && path === UPLOADS;
    await faults.handle({
      kind: isDelete ? 'delete' : 'upload',
      request,
      response,
      async answer(fault) {
        const base = fault === 'wrong-host' ? 'https://files.elsewhere.example' : links.url;
        const uploads = createUploadsApi({ store, maxBytes, shape, complain, linkTo: (file) => linkTo(base, file) });
        if (isUpload) return uploads.upload(request);
        return isDelete ? uploads.remove(path.slice(DELETE.length).toLowerCase()) : failure(404, 'Not found');
      },
    });
  }

  const api = await startListener({
    port: options.port,
    inFront: options.inFront,
    onDefect: complain,
    handle: handleApi,
  });

  return {
    url: api.url,
    linkHost: links.host,
    files: store.files,
    requests: log.requests,
    listen: log.listen,
    complaints,
    misbehave: faults.misbehave,
    async down(part) {
      await Promise.all([part !== 'links' && api.down(), part !== 'api' && links.down()]);
    },
    async up() {
      await Promise.all([api.up(), links.up()]);
    },
    async close() {
      await Promise.all([api.close(), links.close()]);
      await store.close();
    },
  };
}
