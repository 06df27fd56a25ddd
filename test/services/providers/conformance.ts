import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PollError, type Provider, SubmitError, type TaskState } from '../../../src/core/provider.ts';
import { json, raw, type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

/** How a provider words the states of a task. */
interface Wording {
  readonly secret: string;
  readonly path: string;
  pending(id: string): unknown;
  succeeded(id: string, url: string): unknown;
  failed(id: string): unknown;
  refused(id: string): unknown;
  unknownStatus(id: string): unknown;
  /** Said to be done, without its links. */
  linksLater(id: string): unknown;
  /** Failed, with these fields beside. */
  failedWith(id: string, fields: object): unknown;
  /** Asked to see whether the key is taken, one after the other. */
  readonly probes: readonly string[];
  /** What becomes of an order that nobody answered: `unknown` when not said. */
  readonly unclear?: SubmitError['fate'];
  /** The field that holds the words of an error: `message` when not said. */
  readonly words?: string;
}

const ID = '046b6c7f-0b8a-43b9-b35d-6489e6daee91';
export const USER_AGENT = 'Darkroom/1.2.3 (+https://darkroom.example)';
const HTML = '<html><body>Bad gateway</body></html>';
const never: Script = () => {};
const reset: Script = (request) => void request.socket.destroy();

/** What every provider must make of every kind of answer. */
export function providerConformance(create: (url: URL) => Provider, wording: Wording): void {
  const { unclear = 'unknown', words = 'message' } = wording;
  let server: ScriptedServer;
  let provider: Provider;
  beforeAll(async () => {
    server = await startScriptedServer();
    provider = create(server.url);
  });
  afterAll(() => server.close());

  const submit = (script: Script): Promise<TaskState> => {
    server.script = script;
    return provider.submit(
      { path: wording.path, body: { prompt: 'a fox' }, orderId: 'order-1' },
      AbortSignal.timeout(5000),
    );
  };
  const poll = async (script: Script): Promise<TaskState> => {
    const accepted = await submit(json(200, wording.pending(ID)));
    server.script = script;
    return provider.poll(accepted.ticket ?? '', AbortSignal.timeout(5000));
  };
  const fateOf = async (script: Script): Promise<SubmitError> => {
    const error = await submit(script).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof SubmitError)) throw new Error('no SubmitError');
    expect(everythingIn(error)).not.toContain(wording.secret);
    return error;
  };
  const pollErrorOf = async (script: Script): Promise<PollError> => {
    const error = await poll(script).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof PollError)) throw new Error('no PollError');
    expect(everythingIn(error)).not.toContain(wording.secret);
    return error;
  };

  describe('a submit', () => {
    test('that is accepted is pending and has a ticket', async () => {
      expect(await submit(json(200, wording.pending(ID)))).toMatchObject({
        status: 'pending',
        ticket: expect.stringContaining(ID),
      });
    });
    const fates: readonly (readonly [string, Script, SubmitError['fate'], string | undefined])[] = [
      ['429', json(429, { message: 'Too many requests' }), 'not-accepted', undefined],
      ['503 as documented', json(503, { [words]: 'Service Unavailable' }), 'not-accepted', undefined],
      ['400 flat', json(400, { message: 'Validation error' }), 'refused', 'invalid-request'],
      [
        '400 in problem',
        json(400, { problem: { message: 'bad', invalid_params: [{ name: 'x', reason: 'y' }] } }),
        'refused',
        'invalid-request',
      ],
      [
        '400 with field',
        json(400, { message: 'bad', invalid_params: [{ field: 'x', reason: 'y' }] }),
        'refused',
        'invalid-request',
      ],
      ['400 about content', json(400, { message: 'content policy violation' }), 'refused', 'refused'],
      ['401', json(401, { message: 'Invalid API key' }), 'refused', 'provider-key'],
      ['402', json(402, { message: 'Insufficient credits' }), 'refused', 'provider-credits'],
      ['403 of its own', json(403, { message: 'Upgrade your plan' }), 'refused', 'not-in-plan'],
      ['403 of its own without a word', json(403, {}), 'refused', 'not-in-plan'],
      ['403 about content', json(403, { message: 'content policy violation' }), 'refused', 'refused'],
      ['403 of a firewall', raw(403, '<h1>Access Denied</h1>'), 'not-accepted', 'provider-blocked'],
      ['403 of a firewall in words', raw(403, 'error code: 1010', 'text/plain'), 'not-accepted', 'provider-blocked'],
      ['403 without a body', raw(403, ''), 'not-accepted', 'provider-blocked'],
      ['404', json(404, {}), 'refused', 'provider-gone'],
      ['500', json(500, { message: 'Internal Server Error' }), unclear, 'unknown'],
      ['503 as HTML', raw(503, HTML), unclear, undefined],
      ['HTML', raw(200, HTML), unclear, undefined],
      ['an empty body', raw(200, ''), unclear, undefined],
      [
        'half of an answer',
        raw(200, JSON.stringify(wording.pending(ID)).slice(0, 20), 'application/json'),
        unclear,
        undefined,
      ],
      ['no task id', json(200, { data: { status: 'CREATED' } }), unclear, undefined],
      ['a hang', never, unclear, undefined],
      ['a reset after the request was read', reset, unclear, undefined],
    ];
    test.each(fates)('answered with %s', async (_name, script, fate, code) => {
      const error = await fateOf(script);
      expect(error.fate).toBe(fate);
      if (code) expect(error.reason.code).toBe(code);
    });
    test('that cannot connect was not accepted', async () => {
      const nowhere = create(new URL('http://127.0.0.1:1'));
      const sent = nowhere.submit({ path: wording.path, body: {}, orderId: 'order-1' }, AbortSignal.timeout(5000));
      await expect(sent).rejects.toMatchObject({ fate: 'not-accepted' });
    });
    test('waits for as long as it is told, in seconds or until a date', async () => {
      expect((await fateOf(json(429, {}, { 'retry-after': '7' }))).retryAfterMs).toBe(7000);
      const date = new Date(Date.now() + 60_000).toUTCString();
      const wait = (await fateOf(json(429, {}, { 'retry-after': date }))).retryAfterMs ?? 0;
      expect(wait).toBeGreaterThan(55_000);
      expect(wait).toBeLessThanOrEqual(60_000);
    });
  });

  describe('a poll', () => {
    test('tells pending, succeeded, failed and refused apart', async () => {
      expect((await poll(json(200, wording.pending(ID)))).status).toBe('pending');
      expect(await poll(json(200, wording.succeeded(ID, 'https://cdn.example.com/a.png')))).toMatchObject({
        status: 'succeeded',
        images: [{ source: { url: 'https://cdn.example.com/a.png' } }],
      });
      expect(await poll(json(200, wording.failed(ID)))).toMatchObject({
        status: 'failed',
        reason: { code: 'provider-failed' },
      });
      expect(await poll(json(200, wording.refused(ID)))).toMatchObject({
        status: 'failed',
        reason: { code: 'refused' },
      });
    });
    test('asks on where a task is done and its links are not told yet', async () => {
      expect((await poll(json(200, wording.linksLater(ID)))).status).toBe('pending');
    });
    const fields = ['error', 'error_message', 'message', 'detail', 'msg', 'fail_reason', 'failure_reason', 'errors'];
    test.each(fields)('knows a refusal by its words under %s', async (field) => {
      const told = { [field]: field === 'errors' ? [{ msg: 'Flagged by safety checks' }] : 'Flagged by safety checks' };
      const refused = await poll(json(200, wording.failedWith(ID, told)));
      expect(refused).toMatchObject({ status: 'failed', reason: { code: 'refused' } });
      const broken = await poll(json(200, wording.failedWith(ID, { [field]: 'out of memory' })));
      expect(broken).toMatchObject({ status: 'failed', reason: { code: 'provider-failed' } });
    });
    test('takes an unknown status for pending', async () => {
      expect((await poll(json(200, wording.unknownStatus(ID)))).status).toBe('pending');
    });
    const errors: readonly (readonly [string, Script, PollError['kind']])[] = [
      ['401', json(401, {}), 'key'],
      ['402', json(402, {}), 'credits'],
      ['403 of its own', json(403, { message: 'Forbidden' }), 'unreachable'],
      ['403 of a firewall', raw(403, '<h1>Access Denied</h1>'), 'blocked'],
      ['404', json(404, {}), 'missing'],
      ['429', json(429, {}, { 'retry-after': '3' }), 'busy'],
      ['500', json(500, {}), 'unreachable'],
      ['503', json(503, { message: 'x' }), 'unreachable'],
      ['HTML', raw(200, HTML), 'unreachable'],
      ['an empty body', raw(200, ''), 'unreachable'],
      ['half of an answer', raw(200, '{"data":{"task', 'application/json'), 'unreachable'],
      ['a hang', never, 'unreachable'],
      ['a reset', reset, 'unreachable'],
    ];
    test.each(errors)('answered with %s learns nothing', async (_name, script, kind) => {
      expect((await pollErrorOf(script)).kind).toBe(kind);
    });
  });

  test('a submit says what it shows to be retired, and only that', async () => {
    const field = (name: string) => ({ message: 'bad', invalid_params: [{ field: name, reason: 'y' }] });
    const errors = (...msgs: string[]) => ({ errors: msgs.map((msg) => ({ msg })) });
    const retired = async (status: number, body: unknown) => (await fateOf(json(status, body))).retired;
    for (const status of [404, 410]) expect(await retired(status, {})).toEqual({ what: 'endpoint', status });
    expect(await retired(403, { message: 'Upgrade your plan' })).toEqual({ what: 'plan', status: 403 });
    const model = { what: 'model', status: 400 };
    expect(await retired(400, field('body.model'))).toEqual(model);
    expect(await retired(400, { problem: { invalid_params: [{ name: 'model', reason: 'y' }] } })).toEqual(model);
    expect(await retired(400, errors('model: Input should be one of x'))).toEqual(model);
    expect(await retired(400, { errors: [{ msg: 'Invalid value', path: 'model' }] })).toEqual(model);
    for (const body of [
      field('body.prompt'),
      field('body.model_name'),
      errors('Invalid request'),
      { message: 'model' },
    ])
      expect(await retired(400, body)).toBeUndefined();
    expect(await retired(400, errors('model: x', 'prompt: y'))).toBeUndefined();
    for (const status of [401, 402, 413, 429, 500]) expect(await retired(status, field('model'))).toBeUndefined();
  });

  describe('a probe', () => {
    /** What it says of these answers, one for each question, and what it asked. */
    async function probed(...scripts: readonly Script[]) {
      const asked: string[] = [];
      server.script = (request, response, body) => {
        asked.push(`${request.method} ${request.url}`);
        (scripts[asked.length - 1] ?? never)(request, response, body);
      };
      const state = await provider.probe(AbortSignal.timeout(5000)).catch((error: unknown) => error);
      return { state, asked };
    }
    const [first = ''] = wording.probes;
    const states: readonly (readonly [string, Script, object])[] = [
      ['200', json(200, { data: {} }), { status: 'taken' }],
      ['404, as paths answer that take orders only', json(404, { message: 'Not found' }), { status: 'taken' }],
      ['402', json(402, {}), { status: 'taken' }],
      ['403 of its own', json(403, { message: 'Upgrade your plan' }), { status: 'taken' }],
      ['401', json(401, { message: 'Invalid API key' }), { status: 'refused' }],
      ['403 of a firewall', raw(403, '<h1>Penalty Box for WAF</h1>'), { status: 'blocked' }],
    ];
    test.each(states)('answered with %s', async (_name, script, state) => {
      expect(await probed(script)).toEqual({ state, asked: [`GET ${first}`] });
    });
    test('that brings no answer is asked elsewhere, and blames nobody', async () => {
      const asked = wording.probes.map((path) => `GET ${path}`);
      const scripts = [json(500, {}), reset, json(429, {}), raw(503, HTML)];
      for (const script of scripts) {
        const { state, asked: questions } = await probed(...wording.probes.map(() => script));
        expect([state instanceof PollError && state.kind, questions]).toEqual(['unreachable', asked]);
      }
    });
  });

  test('every request says who asks', async () => {
    const agents: unknown[] = [];
    server.script = (request, response) => {
      agents.push(request.headers['user-agent']);
      response.writeHead(500).end();
    };
    const { path } = wording;
    const signal = AbortSignal.timeout(5000);
    const requests = [
      () => provider.submit({ path, body: {}, orderId: 'order-1' }, signal),
      () => provider.probe(signal),
      () => provider.presence({ path, required: 'prompt' }, signal),
      async () => provider.pollMany?.ask([ID, ID], signal),
    ];
    for (const request of requests) await request().catch(() => undefined);
    expect(agents.length).toBeGreaterThanOrEqual(3);
    expect(new Set(agents)).toEqual(new Set([USER_AGENT]));
  });

  test('an endpoint is looked for only by an order that lacks what it requires', async () => {
    const sent: string[] = [];
    const presenceAt = (status: number, required?: string) => {
      server.script = (request, response, body) => {
        sent.push(`${request.method} ${request.url} ${body}`);
        json(status, {})(request, response, body);
      };
      return provider.presence({ path: '/x', ...(required && { required }) }, AbortSignal.timeout(5000));
    };
    for (const status of [400, 404, 200]) expect(await presenceAt(status)).toBe('unknown');
    expect(sent).toEqual([]);
    for (const status of [400, 422]) expect(await presenceAt(status, 'image')).toBe('there');
    for (const status of [404, 410]) expect(await presenceAt(status, 'image')).toBe('gone');
    for (const status of [302, 401, 402, 403, 405, 429, 500, 503])
      expect(await presenceAt(status, 'image')).toBe('unknown');
    expect(new Set(sent)).toEqual(new Set(['POST /x {}']));
  });
}

function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause)].join(' ');
}
