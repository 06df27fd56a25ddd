import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPageServer } from '../../../sandbox/page/server.ts';
import { openSitting } from '../../../sandbox/sitting.ts';

let sitting: Awaited<ReturnType<typeof openSitting>>;
let page: Awaited<ReturnType<typeof startPageServer>>;
let base = '';
let key = '';
let cookie = '';

beforeAll(async () => {
  sitting = await openSitting();
  page = await startPageServer({ sitting, port: 0 });
  const { origin, hash } = new URL(page.url);
  base = origin;
  key = hash.slice('#key='.length);
  const entered = await fetch(`${base}/session`, { method: 'POST', body: key, headers: { origin } });
  cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
});

afterAll(async () => {
  await page.close();
  await sitting.close();
});

const person = (name: string): string => sitting.people.find(({ user }) => user.name === name)?.user.id ?? '';

async function act(id: string, who: string, asked: object, headers: Record<string, string> = { origin: base, cookie }) {
  const body = new FormData();
  body.set('act', JSON.stringify({ id, person: person(who), act: asked }));
  const answer = await fetch(`${base}/act`, { method: 'POST', body, headers });
  const told: unknown = answer.ok ? await answer.json() : undefined;
  return { status: answer.status, told };
}

/** What is told to a person until it says what is waited for. */
async function listen(who: string, until: RegExp, headers: Record<string, string> = {}): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(`${base}/events?person=${person(who)}`, {
    headers: { cookie, ...headers },
    signal: stop.signal,
  });
  let text = '';
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader && !until.test(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  stop.abort();
  return text;
}

const post = (content: string) => ({ kind: 'post', channel: sitting.pictures.id, content });

test('nobody without the key, from another host or from another page is let in', async () => {
  const statusOf = async (path: string, init: RequestInit) => (await fetch(`${base}${path}`, init)).status;
  expect(await statusOf('/session', { method: 'POST', body: 'guessed', headers: { origin: base } })).toBe(403);
  expect(await statusOf('/events', {})).toBe(401);
  expect(await statusOf('/file?url=http://127.0.0.1:1/', {})).toBe(401);
  expect((await act('a', 'Ann', post('hi'), { origin: base })).status).toBe(401);
  expect((await act('b', 'Ann', post('hi'), { cookie })).status).toBe(403);
  expect((await act('c', 'Ann', post('hi'), { origin: 'http://evil.example', cookie })).status).toBe(403);
  expect(await statusOf('/', { headers: { origin: 'http://evil.example' } })).toBe(403);
  expect(sitting.stage.discord.messages(sitting.pictures.id)).toEqual([]);
});

test('the page may load from itself alone', async () => {
  const policy = (await fetch(`${base}/`)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
  expect(policy).toContain("frame-ancestors 'none'");
});

test('scripts come without types, and no other file comes at all', async () => {
  const script = await (await fetch(`${base}/scripts/page/client/main.ts`)).text();
  expect(script).toContain("from './app.ts'");
  expect(script).not.toContain(': void');
  for (const path of ['page/server.ts', 'main.ts', 'page/client/state.ts.map', '..%2fsrc%2fconfig.ts']) {
    expect((await fetch(`${base}/scripts/${path}`)).status, path).toBe(404);
  }
});

test('only files of the local servers are handed on', async () => {
  const take = async (url: string) =>
    (await fetch(`${base}/file?url=${encodeURIComponent(url)}`, { headers: { cookie } })).status;
  expect(await take('http://example.com/a.png')).toBe(404);
  expect(await take(`${base}/`)).toBe(404);
});

test('an act that is sent twice is done once', async () => {
  const asked = post('only once');
  const [first, second] = await Promise.all([act('twice', 'Ann', asked), act('twice', 'Ann', asked)]);
  expect(first.told).toEqual({ made: expect.any(String) });
  expect(second.told).toEqual(first.told);
  const said = sitting.stage.discord.messages(sitting.pictures.id).filter(({ content }) => content === 'only once');
  expect(said).toHaveLength(1);
});

test('whoever comes back is told what was missed, and nothing twice', async () => {
  await act('one', 'Ann', post('the first'));
  const whole = await listen('Bình', /snapshot/);
  const seen = /id: (\S+)/.exec(whole)?.[1] ?? '';
  await act('two', 'Ann', post('the second'));
  const missed = await listen('Bình', /the second/, { 'last-event-id': seen });
  expect(whole).toContain('the first');
  expect(missed).not.toContain('snapshot');
  expect(missed).not.toContain('the first');
});

test('somebody of another server sees nothing of this one', async () => {
  await act('three', 'Ann', post('among ourselves'));
  const whole = await listen('Sam', /snapshot.*\n\n/s);
  expect(whole).toContain('general');
  expect(whole).not.toContain('among ourselves');
  const { told } = await act('four', 'Sam', post('let me in'));
  expect(told).toEqual({ error: 'You cannot see this channel.' });
});

test('what is wrong in a line is said in words', async () => {
  const line = { kind: 'command', channel: sitting.pictures.id, line: '/nothing at all' };
  expect((await act('five', 'Ann', line)).told).toEqual({ error: expect.stringContaining('There is no /nothing') });
  expect((await act('six', 'Ann', { kind: 'unheard of' })).status).toBe(400);
});
