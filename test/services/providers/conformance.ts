import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PollError, type Provider, SubmitError, type TaskState } from '../../../src/core/provider.ts';
import { json, raw, type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

/** How a provider words the states of a task. */
export interface Wording {
  readonly secret: string;
  readonly path: string;
  pending(id: string): unknown;
  succeeded(id: string, url: string): unknown;
  failed(id: string): unknown;
  refused(id: string): unknown;
  unknownStatus(id: string): unknown;
}

const ID = '046b6c7f-0b8a-43b9-b35d-6489e6daee91';
const HTML = '<html><body>Bad gateway</body></html>';
const never: Script = () => {};
const reset: Script = (request) => void request.socket.destroy();

/** What every provider must make of every kind of answer. */
export function providerConformance(create: (url: URL) => Provider, wording: Wording): void {
  let server: ScriptedServer;
  let provider: Provider;
  beforeAll(async () => {
    server = await startScriptedServer();
    provider = create(server.url);
  });
  afterAll(() => server.close());

  const submit = (script: Script): Promise<TaskState> => {
    server.script = script;
    return provider.submit({ path: wording.path, body: { prompt: 'a fox' } }, AbortSignal.timeout(5000));
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
      ['503 as documented', json(503, { message: 'Service Unavailable' }), 'not-accepted', undefined],
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
      ['404', json(404, {}), 'refused', 'provider-gone'],
      ['500', json(500, { message: 'Internal Server Error' }), 'unknown', 'unknown'],
      ['503 as HTML', raw(503, HTML), 'unknown', undefined],
      ['HTML', raw(200, HTML), 'unknown', undefined],
      ['an empty body', raw(200, ''), 'unknown', undefined],
      [
        'half of an answer',
        raw(200, JSON.stringify(wording.pending(ID)).slice(0, 20), 'application/json'),
        'unknown',
        undefined,
      ],
      ['no task id', json(200, { data: { status: 'CREATED' } }), 'unknown', undefined],
      ['a hang', never, 'unknown', undefined],
      ['a reset after the request was read', reset, 'unknown', undefined],
    ];
    test.each(fates)('answered with %s', async (_name, script, fate, code) => {
      const error = await fateOf(script);
      expect(error.fate).toBe(fate);
      if (code) expect(error.reason.code).toBe(code);
    });
    test('that cannot connect was not accepted', async () => {
      const nowhere = create(new URL('http://127.0.0.1:1'));
      const sent = nowhere.submit({ path: wording.path, body: {} }, AbortSignal.timeout(5000));
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
    test('takes an unknown status for pending', async () => {
      expect((await poll(json(200, wording.unknownStatus(ID)))).status).toBe('pending');
    });
    const errors: readonly (readonly [string, Script, PollError['kind']])[] = [
      ['401', json(401, {}), 'key'],
      ['402', json(402, {}), 'credits'],
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

  test('a probe says whether the key is taken', async () => {
    server.script = json(200, { data: [] });
    expect(await provider.probe(AbortSignal.timeout(5000))).toBe(true);
    server.script = json(401, { message: 'Invalid API key' });
    expect(await provider.probe(AbortSignal.timeout(5000))).toBe(false);
  });
}

function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause)].join(' ');
}
