import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { isSameSecret } from '../../src/core/same-secret.ts';
import { parseJson } from '../discord/json.ts';
import type { User } from '../discord/world.ts';
import type { Sitting } from '../sitting.ts';
import { type Act, type Attached, actRequest, createActs } from './acts.ts';
import { createControls } from './controls.ts';
import type { ActAnswer, ReplayView } from './protocol.ts';
import { createRecorder, recording } from './recording.ts';
import { createRoom, type Room } from './room.ts';
import { CONTENT_SECURITY_POLICY, createScripts, pageHtml } from './scripts.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const PICTURE = /^image\/(?:png|jpeg|webp|gif|avif)$/;
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#d64b2a"/><circle cx="16" cy="16" r="8" fill="none" stroke="#fff" stroke-width="2.5"/><circle cx="16" cy="16" r="2.6" fill="#fff"/></svg>`;

interface PageServerOptions {
  readonly sitting: Sitting;
  readonly port: number;
}

export type PageServer = Awaited<ReturnType<typeof startPageServer>>;

/** The page on this machine alone, for whoever has its address with the key in it. */
export async function startPageServer({ sitting, port }: PageServerOptions) {
  const key = randomBytes(18).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  const controls = createControls(sitting);
  const room = createRoom(sitting, controls);
  const recorder = createRecorder({ sitting, room });
  const act = createActs({ sitting, room, controls, note: recorder.note });
  let isPlaying = false;

  /** Through the very acts of the page; what is wrong in words. */
  async function replay(given: unknown, tell: (progress: ReplayView) => void): Promise<string | undefined> {
    const read = recording.safeParse(given);
    if (!read.success) return 'That is no recording of this sandbox.';
    if (isPlaying) return 'Another recording is being played.';
    isPlaying = true;
    const run = (user: User, asked: Act, attached: Attached) =>
      act({ id: randomUUID(), person: user.id, act: asked }, attached);
    const told = (progress: ReplayView) => {
      room.tell(() => ({ kind: 'replay', replay: progress }));
      tell(progress);
    };
    return recorder.replay(read.data, run, told).finally(() => {
      isPlaying = false;
      room.tellControls();
    });
  }

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  // cookies know no ports
  const cookie = `darkroom-sandbox-${listening}`;
  const hosts = [`127.0.0.1:${listening}`, `localhost:${listening}`];

  const app = new Hono();
  app.use(async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    if (!hosts.includes(host)) return context.text('This page is for this machine alone.', 421);
    if (origin !== undefined && origin !== `http://${host}`) return context.text('Not from there.', 403);
    if (!['GET', 'HEAD'].includes(context.req.method) && origin === undefined) return context.text('From where?', 403);
    await next();
    context.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
    if (context.res.headers.get('Cache-Control') === null) context.header('Cache-Control', 'no-store');
    return undefined;
  });

  const scripts = createScripts();
  // stripped while nobody waits for it yet
  void scripts.preloaded('main');
  const showPage = (name: string) => async (context: Context) =>
    context.html(pageHtml(name, await scripts.preloaded(name)));
  app.get('/', showPage('main'));
  app.get('/cards', showPage('cards'));
  app.get('/icon.svg', (context) => context.body(ICON, 200, { 'Content-Type': 'image/svg+xml' }));
  app.get('/style.css', async (context) =>
    context.body(await scripts.styles(), 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
  const SCRIPT = { 'Content-Type': 'text/javascript; charset=utf-8' };
  app.get('/scripts/*', async (context) => {
    const script = await scripts.script(context.req.path.slice('/scripts/'.length));
    return script === undefined ? context.notFound() : context.body(script, 200, SCRIPT);
  });
  app.get('/libraries/:file', async (context) => {
    const library = await scripts.library(context.req.param('file'));
    return library === undefined ? context.notFound() : context.body(library, 200, SCRIPT);
  });

  app.post('/session', bodyLimit({ maxSize: 1024 }), async (context) => {
    if (!isSameSecret(await context.req.text(), key)) return context.text('This address has another key.', 403);
    setCookie(context, cookie, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.text('Welcome.');
  });
  const isOpenTo = (given: string | undefined) => isSameSecret(given ?? '', session);
  app.get('/session', (context) => context.json({ isOpen: isOpenTo(getCookie(context, cookie)) }));
  app.use(async (context, next) => {
    if (!isOpenTo(getCookie(context, cookie))) return context.text('Open the address with its key.', 401);
    await next();
    return undefined;
  });

  app.get('/events', (context) => {
    const user = room.person(context.req.query('person') ?? '') ?? sitting.people[0]?.user;
    if (!user) return context.notFound();
    const seen = context.req.header('last-event-id');
    return streamSSE(context, (stream) => follow(room, user, seen, stream));
  });

  app.post('/act', bodyLimit({ maxSize: MOST_BYTES }), async (context) => {
    const form = await context.req.formData();
    const request = actRequest.safeParse(parseJson(String(form.get('act') ?? 'null')));
    if (!request.success) return context.json<ActAnswer>({ error: 'That is no act that this page knows.' }, 400);
    return context.json(await act(request.data, await attachedIn(form)));
  });

  app.get('/recording', (context) => {
    const isReport = context.req.query('report') !== undefined;
    const name = isReport ? 'darkroom-report.json' : 'darkroom-recording.json';
    const text = `${JSON.stringify(recorder.saved(isReport), null, 2)}\n`;
    return context.body(text, 200, {
      'Content-Type': 'application/json',
      'Content-Disposition': `attachment; filename="${name}"`,
    });
  });
  app.post('/replay', bodyLimit({ maxSize: MOST_BYTES }), async (context) => {
    const problem = await replay(parseJson(await context.req.text()), () => undefined);
    return context.json<ActAnswer>(problem === undefined ? {} : { error: problem });
  });

  // what only this address needs is loaded for it
  app.get('/cards.json', async (context) => {
    const { cardsAsSent } = await import('./cards.ts');
    return context.json({ groups: await cardsAsSent(context.req.query('language') === 'vi' ? 'vi' : 'en') });
  });
  app.get('/sample/:name', async (context) => {
    const { samplePicture } = await import('../cards/sample-pictures.ts');
    const { bytes, type } = await samplePicture(context.req.param('name'));
    return context.body(bytes, 200, { 'Content-Type': type, 'Cache-Control': 'private, max-age=3600' });
  });

  /** Pictures of the local servers, by way of this one: the page loads nothing from elsewhere. */
  app.get('/file', async (context) => {
    const url = context.req.query('url') ?? '';
    const { discord, files, freepik, apiframe } = sitting.stage;
    const host = URL.parse(url)?.host ?? '';
    if (![discord.cdnHost, files?.linkHost, freepik.resultHost, apiframe.resultHost].includes(host))
      return context.notFound();
    const answer = await fetch(url, { redirect: 'error' }).catch(() => undefined);
    if (!answer?.ok) return context.text('It is not there any more.', 404);
    const type = answer.headers.get('content-type') ?? '';
    const isSaved = context.req.query('save') !== undefined || !PICTURE.test(type);
    const name = encodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? 'file');
    return context.body(await answer.arrayBuffer(), 200, {
      'Content-Type': PICTURE.test(type) ? type : 'application/octet-stream',
      'Cache-Control': 'private, max-age=3600',
      ...(isSaved ? { 'Content-Disposition': `attachment; filename*=UTF-8''${name}` } : {}),
    });
  });

  server.on('request', getRequestListener(app.fetch));

  return {
    url: `http://127.0.0.1:${listening}/#key=${key}`,
    /** What people see and do, for the terminal too. */
    room,
    act,
    /** What was done so far, as the drawer saves it. */
    saved: recorder.saved,
    replay,
    async close(): Promise<void> {
      room.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function attachedIn(form: FormData): Promise<Attached> {
  const files = [...form].flatMap(([field, file]) => (typeof file === 'string' ? [] : [{ field, file }]));
  return Promise.all(
    files.map(async ({ field, file }) => ({
      field,
      file: {
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
        ...(file.type === '' ? {} : { contentType: file.type }),
      },
    })),
  );
}

interface EventStream {
  readonly aborted: boolean;
  writeSSE(message: { readonly data: string; readonly id: string }): Promise<void>;
  onAbort(listener: () => void): void;
}

/** Everything at first, or what came since the last that was seen; then whatever happens. */
async function follow(room: Room, user: User, seen: string | undefined, stream: EventStream): Promise<void> {
  const [person, number] = seen?.split('-') ?? [];
  let at = Number(number ?? Number.NaN);
  let wake = () => {};
  const off = room.listen(() => wake());
  stream.onAbort(() => {
    off();
    wake();
  });
  if (person !== user.id || !Number.isFinite(at) || !room.since(at)) {
    at = room.last();
    const data = JSON.stringify({ kind: 'snapshot', snapshot: room.snapshot(user) });
    await stream.writeSSE({ data, id: `${user.id}-${at}` });
  }
  while (!stream.aborted) {
    for (const { number: next, told } of room.since(at) ?? []) {
      at = next;
      const event = told(user);
      if (event) await stream.writeSSE({ data: JSON.stringify(event), id: `${user.id}-${at}` });
    }
    if (room.last() > at) continue;
    const woken = Promise.withResolvers<void>();
    wake = woken.resolve;
    if (room.last() === at && !stream.aborted) await woken.promise;
  }
}
