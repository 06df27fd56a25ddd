import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { Answer } from '../providers/answer.ts';
import { startListener } from '../providers/listener.ts';
import { createMisbehavingHandler } from '../providers/misbehaving-handler.ts';
import type { MisbehaviourRule, ReplacingFault, SpoilingFault } from '../providers/misbehaviour.ts';
import { createRequestLog, type LoggedRequest } from '../providers/request-log.ts';
import type { ReplyShape } from './reply-shape.ts';
import { createSleeper } from './sleeper.ts';
import { createStoredFiles, type DiskFile, type StoredFile } from './stored-files.ts';
import { createUploadsApi, failure } from './uploads-api.ts';

export type FileKind = 'upload' | 'delete' | 'download';
/** `wrong-host` on an upload: the link in its answer leads to a host that nobody allowed. */
export type FileFault =
  | ReplacingFault
  | Extract<SpoilingFault, 'slow' | 'truncated' | 'truncated-picture' | 'cut-off'>
  | 'reset-before'
  | 'wrong-host';

export interface LocalFileServiceOptions {
  readonly clock?: Clock;
  readonly port?: number;
  readonly linkPort?: number;
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
    onDefect: complain,
    async handle(request, response) {
      log.record('links', request, response);
      if (request.headers.authorization !== undefined) complain('the link host was sent a credential');
      await faults.handle({ kind: 'download', request, response, answer: async () => serveFile(request) });
    },
  });

  function serveFile(request: IncomingMessage): Answer {
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

  const api = await startListener({ port: options.port, onDefect: complain, handle: handleApi });

  return {
    url: api.url,
    linkHost: links.host,
    files: store.files,
    requests: log.requests,
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
