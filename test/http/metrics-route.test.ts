import { afterEach, expect, test } from 'vitest';
import { getRaw, sendRaw } from './raw-request.ts';
import { type Served, serve } from './serve.ts';

const metrics = async () => 'darkroom_jobs 1\n';
let served: Served;
afterEach(() => served.server.close());

const ask = (host: string, more = '') =>
  sendRaw(served.port, `GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`);

test('figures are there on the operator’s network', async () => {
  served = await serve({ metrics, publicUrl: new URL('https://bot.example/base') });
  const answer = await fetch(`${served.url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  expect(await answer.text()).toBe(await metrics());
  for (const host of ['10.0.0.5:8080', 'darkroom', 'bot.example.internal', 'localhost']) {
    expect(await ask(host), host).toContain('darkroom_jobs 1');
  }
});

test('under the public address there is nothing, however it is spelt', async () => {
  served = await serve({ metrics, publicUrl: new URL('https://bot.example:8443/') });
  for (const host of [
    'bot.example',
    'bot.example:8443',
    'BOT.Example',
    'bot.example.',
    'bot.example:80',
    'x@bot.example',
  ]) {
    const answer = await ask(host);
    expect(answer, host).not.toContain('darkroom_jobs');
    expect(answer, host).toMatch(/^HTTP\/1\.1 40[04] /);
  }
});

test('nor behind a proxy that names the address that was asked', async () => {
  served = await serve({ metrics, publicUrl: new URL('https://bot.example/') });
  for (const forwarded of ['X-Forwarded-Host: bot.example', 'x-forwarded-host: inner.example, Bot.Example:443']) {
    expect(await ask('127.0.0.1', `${forwarded}\r\n`), forwarded).toMatch(/^HTTP\/1\.1 404 /);
  }
});

test('without figures there is no such page; without a public address it is open', async () => {
  served = await serve({});
  expect(await getRaw(served.port, '/metrics')).toMatch(/^HTTP\/1\.1 404 /);
  await served.server.close();
  served = await serve({ metrics });
  expect(await ask('bot.example')).toContain('darkroom_jobs 1');
});
