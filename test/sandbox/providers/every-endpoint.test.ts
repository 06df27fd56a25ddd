import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import { freepikEndpoints } from '../../../sandbox/providers/endpoints/registry.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createClient } from './client.ts';
import { base64 } from './endpoint-client.ts';
import { startPictureServer } from './picture-server.ts';
import { samplePicture } from './pixels.ts';

let clock: MovableClock;
let freepik: LocalFreepik;
let server: Awaited<ReturnType<typeof startPictureServer>>;
let bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>>;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 0 });
  const sample = await samplePicture();
  const image = base64(sample);
  server = await startPictureServer({ '/sample.png': sample });
  bodies = {
    mystic: { prompt: 'a fox' },
    'gemini-2-5-flash': { prompt: 'a fox' },
    'remove-background': { image_url: `${server.url}/sample.png` },
    'image-expand': { image, left: 0, right: 0, top: 0, bottom: 64 },
    'style-transfer': { image, reference_image: image },
  };
  bodies = { ...Object.fromEntries(freepikEndpoints.map(({ name }) => [name, { image }])), ...bodies };
  // 240 px are too few to be expanded.
  bodies = { ...bodies, 'image-expand': { ...bodies['image-expand'], image: base64(await samplePicture(320, 256)) } };
});
afterEach(async () => {
  await freepik.close();
  await server.close();
});

it('every file of the folder is in the list, under a name and a path of its own', async () => {
  const files = await readdir(new URL('../../../sandbox/providers/endpoints', import.meta.url));
  expect(freepikEndpoints).toHaveLength(files.filter((file) => file !== 'registry.ts').length);
  expect(new Set(freepikEndpoints.map(({ name }) => name)).size).toBe(freepikEndpoints.length);
  expect(new Set(freepikEndpoints.map(({ path }) => path)).size).toBe(freepikEndpoints.length);
});

describe.each(freepikEndpoints)('$name', ({ name, path, pollPath, encoding, answers, ignoresOtherContentTypes }) => {
  function submit(more: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}) {
    const type = encoding === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
    const fields = { ...bodies[name], ...more };
    const form = new URLSearchParams(
      Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)])),
    );
    const body = encoding === 'form' ? form.toString() : JSON.stringify(fields);
    const own = { ...createClient(freepik).headers, 'content-type': type, ...headers };
    return fetch(`${freepik.url}${path}`, { method: 'POST', headers: own, body });
  }

  it('is billed once for a request that is in order, and complains about nothing', async () => {
    expect((await submit()).status).toBe(200);
    expect(freepik.tasks).toMatchObject([{ endpoint: name }]);
    expect(freepik.complaints).toEqual([]);
  });

  it('ignores a field that nobody knows and one that is nothing, to a complaint', async () => {
    expect((await submit({ surprise: 'yes' })).status).toBe(200);
    const complaints = [`${name}: body.surprise: Extra inputs are ignored`];
    expect(freepik.complaints).toEqual(complaints);
    if (encoding === 'form') return;
    expect((await submit({ webhook_url: null })).status).toBe(200);
    expect(freepik.complaints).toEqual([...complaints, `${name}: body.webhook_url: Nothing was sent as null`]);
  });

  it('refuses the wrong key', async () => {
    expect((await submit({}, { 'x-freepik-api-key': 'wrong' })).status).toBe(401);
    expect(freepik.billed).toBe(0);
  });

  it('sees another content type, and says so', async () => {
    const { status } = await submit({}, { 'content-type': 'text/plain' });
    expect(status).toBe(ignoresOtherContentTypes ? 200 : 400);
    expect(freepik.complaints).toEqual([expect.stringContaining(`${name}: the body is ignored`)]);
  });

  it.each(['402', '429', '503-html', 'redirect'] as const)('answers %s without doing anything', async (as) => {
    freepik.misbehave({ on: 'submit', as, times: 1, when: (context) => context.path === path });
    const fault = await fetch(`${freepik.url}${path}`, { method: 'POST', redirect: 'manual' });
    expect(fault.status).toBe({ '402': 402, '429': 429, '503-html': 503, redirect: 302 }[as]);
    expect(freepik.billed).toBe(0);
    expect((await submit()).status).toBe(200);
  });

  it.each(['reset', 'cut-off', 'truncated'] as const)('loses its answer to %s, and is billed', async (as) => {
    freepik.misbehave({ on: 'submit', as, ...(as === 'reset' && { accepted: true }) });
    await expect(submit().then((response) => response.json())).rejects.toThrow();
    expect(freepik.billed).toBe(1);
  });

  it('tells no task of another endpoint, and its own only where there are tasks', async () => {
    await submit();
    const ask = async (base: string) => {
      const { headers } = createClient(freepik);
      return (await fetch(`${freepik.url}${base}/${freepik.tasks[0]?.id}`, { headers })).status;
    };
    expect(await ask(pollPath)).toBe(answers === 'task' ? 200 : 404);
    for (const other of freepikEndpoints) if (other.name !== name) expect(await ask(other.pollPath)).toBe(404);
  });
});
