import { createServer } from 'node:http';
import { DefaultRestOptions, DiscordAPIError, HTTPError } from '@discordjs/rest';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createSendCallback } from '../../../src/services/delivery/callback.ts';
import { tookNothing, troubleOf } from '../../../src/services/delivery/discord-error.ts';

type Answer =
  | 'reset'
  | 'hang'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

/** A Discord that answers so, one after the other, and the last for ever. */
async function begin(...answers: Answer[]) {
  const asked: { url: string | undefined; method: string | undefined; body: string; agent: string | undefined }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    asked.push({ url: incoming.url, method: incoming.method, body, agent: incoming.headers['user-agent'] });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === 'hang' || answer === undefined) return;
    if (answer === 'reset') return void incoming.socket.resetAndDestroy();
    outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const waits: number[] = [];
  const limits: number[] = [];
  const send = createSendCallback({
    api: `http://127.0.0.1:${port}/api`,
    timeoutMs: 1000,
    send: DefaultRestOptions.makeRequest,
    clock: {
      ...systemClock,
      schedule(ms, task) {
        waits.push(ms);
        return systemClock.schedule(0, task);
      },
    },
    meter: { discordRateLimit: (_where, seconds) => void limits.push(seconds) },
  });
  const failing = () =>
    send('1', 'secret', { type: 4 }).then(
      () => expect.unreachable('it was sent'),
      (error: unknown) => error,
    );
  return { send, failing, asked, waits, limits };
}

const refused = (status: number, code: number, more: object = {}): Answer => ({
  status,
  body: { code, message: 'Discord says no', ...more },
});

test('an answer goes to its interaction once, and what Discord made of it comes back', async () => {
  const { send, asked } = await begin({ status: 200, body: { resource: { type: 4 } } });
  expect(await send('1', 'secret', { type: 4, data: { content: 'ô' } })).toEqual({ resource: { type: 4 } });
  expect(asked).toEqual([
    {
      url: '/api/v10/interactions/1/secret/callback?with_response=true',
      method: 'POST',
      body: '{"type":4,"data":{"content":"ô"}}',
      agent: expect.stringMatching(/^DiscordBot \(https:\/\/discord\.js\.org, /),
    },
  ]);
});

test('an answer that Discord took is taken, whatever stands in its body', async () => {
  expect(await (await begin({ status: 204, body: '' })).send('1', 'secret', {})).toBeUndefined();
  expect(await (await begin({ status: 200, body: '<html>' })).send('1', 'secret', {})).toBeUndefined();
});

test.for<[number, number, string, boolean]>([
  [404, 10062, 'token-gone', false],
  [400, 40060, 'answered-elsewhere', false],
  [401, 50027, 'token-gone', true],
  [400, 50035, 'rejected', true],
  [413, 40005, 'too-large', true],
])('a refusal with %i and %i means %s, and is not sent again', async ([status, code, trouble, isNothing]) => {
  const { failing, asked } = await begin(refused(status, code));
  const error = await failing();
  expect(error).toBeInstanceOf(DiscordAPIError);
  expect([troubleOf(error), tookNothing(error)]).toEqual([trouble, isNothing]);
  expect(asked).toHaveLength(1);
});

test('a refusal says which part of the answer Discord would not have', async () => {
  const errors = { data: { components: { 0: { _errors: [{ code: 'BASE', message: 'too many' }] } } } };
  const { failing } = await begin(refused(400, 50035, { errors }));
  expect(String(await failing())).toContain('data.components[0][BASE]: too many');
});

test('a refusal that is no JSON is one all the same', async () => {
  const { failing } = await begin({ status: 403, body: '<html>' });
  expect(troubleOf(await failing())).toBe('no-access');
});

test('a trouble of Discord is met by three more tries, and told when it stays', async () => {
  const passing = await begin({ status: 502 }, { status: 503 }, 'reset', { status: 200, body: { ok: true } });
  expect(await passing.send('1', 'secret', {})).toEqual({ ok: true });
  expect(passing.asked).toHaveLength(4);
  const lasting = await begin({ status: 500 });
  const error = await lasting.failing();
  expect(error).toBeInstanceOf(HTTPError);
  expect(troubleOf(error)).toBe('later');
  expect(lasting.asked).toHaveLength(4);
});

test('silence is met by another try', { timeout: 20_000 }, async () => {
  const { send, asked } = await begin('hang', { status: 200, body: { ok: true } });
  expect(await send('1', 'secret', {})).toEqual({ ok: true });
  expect(asked).toHaveLength(2);
});

test('where Discord asks to wait it is waited for, counted, and no try is lost by it', async () => {
  const limited: Answer = { status: 429, headers: { 'retry-after': '1.5' }, body: { retry_after: 1.5 } };
  const answers = [limited, limited, limited, limited, limited, { status: 200, body: { ok: true } }];
  const { send, waits, limits } = await begin(...answers);
  expect(await send('1', 'secret', {})).toEqual({ ok: true });
  expect(waits).toEqual([1550, 1550, 1550, 1550, 1550]);
  expect(limits).toEqual([1.5, 1.5, 1.5, 1.5, 1.5]);
});
