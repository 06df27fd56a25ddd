import { afterAll, expect, test } from 'vitest';
import type { Endpoint, Sample } from '../../docs/reference/description.ts';
import { account, fetchMany, fetchTask } from '../../docs/reference/endpoints/apiframe-tasks.ts';
import { generate, job, me, uploads } from '../../docs/reference/endpoints/apiframe-v2.ts';
import { remove, upload } from '../../docs/reference/endpoints/file-service.ts';
import { fluxImagine } from '../../docs/reference/endpoints/flux-imagine.ts';
import { loras } from '../../docs/reference/endpoints/loras.ts';
import { freepikEndpoints } from '../../docs/reference/endpoints/registry.ts';
import { fileIn, variableIn } from '../../docs/reference/examples.ts';
import { startLocalFileService } from '../../sandbox/file-service/local-file-service.ts';
import { startLocalApiframe } from '../../sandbox/providers/local-apiframe.ts';
import { startLocalFreepik } from '../../sandbox/providers/local-freepik.ts';
import { base64 } from '../sandbox/providers/endpoint-client.ts';
import { startPictureServer } from '../sandbox/providers/picture-server.ts';
import { samplePicture } from '../sandbox/providers/pixels.ts';

const stage = await openStage();
afterAll(() => stage.close());

async function openStage() {
  const picture = await samplePicture(320, 256);
  const freepik = await startLocalFreepik({ taskMs: 0 });
  const apiframe = await startLocalApiframe({ taskMs: 0 });
  const files = await startLocalFileService();
  const server = await startPictureServer({ '/photo.png': picture });
  const close = () => Promise.all([freepik.close(), apiframe.close(), files.close(), server.close()]);
  return { picture, freepik, apiframe, files, server, close };
}

/** Where there is a value, and of which type: lists are told by their first entry. */
function outline(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(outline);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, outline(inside)]));
}

function filled(sample: Sample): unknown {
  if (fileIn(sample) !== undefined) return base64(stage.picture);
  if (variableIn(sample) !== undefined) return `${stage.server.url}/photo.png`;
  if (Array.isArray(sample)) return sample.map(filled);
  if (typeof sample !== 'object') return sample;
  return Object.fromEntries(Object.entries(sample).map(([name, inside]: [string, Sample]) => [name, filled(inside)]));
}

async function expectAnswer({ answer }: Endpoint, response: Response, status = 200): Promise<void> {
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(status);
  expect(outline(body)).toEqual(outline(answer));
}

const freepikHeaders = { 'x-freepik-api-key': stage.freepik.apiKey };
const json = { 'content-type': 'application/json' };

test.for(freepikEndpoints)('$title answers as the page shows', async (endpoint) => {
  const { path, sample, encoding } = endpoint;
  const fields = Object.entries(sample).map(([name, value]): [string, string] => [name, String(filled(value))]);
  const body = encoding === 'form' ? new URLSearchParams(fields) : JSON.stringify(filled(sample));
  const headers = encoding === 'form' ? freepikHeaders : { ...freepikHeaders, ...json };
  await expectAnswer(endpoint, await fetch(`${stage.freepik.url}${path}`, { method: 'POST', headers, body }));
});

test('the list of LoRAs looks as the page shows', async () => {
  await expectAnswer(loras, await fetch(`${stage.freepik.url}${loras.path}`, { headers: freepikHeaders }));
});

test('APIFRAME answers as the page shows', async () => {
  const headers = { authorization: stage.apiframe.apiKey, ...json };
  const post = ({ path }: Endpoint, body: object) =>
    fetch(`${stage.apiframe.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const submit = () => post(fluxImagine, { model: 'flux-schnell', prompt: 'a fox' });
  await expectAnswer(fluxImagine, await submit());
  await submit();
  const ids = stage.apiframe.tasks.map(({ id }) => id);
  await expectAnswer(fetchTask, await post(fetchTask, { task_id: ids[0] }));
  await expectAnswer(fetchMany, await post(fetchMany, { task_ids: ids }));
  await expectAnswer(account, await fetch(`${stage.apiframe.url}${account.path}`, { headers }));
});

test("APIFRAME's second API answers as the page shows", async () => {
  const v2 = await startLocalApiframe({ api: 'v2', taskMs: 0 });
  const headers = { 'x-api-key': v2.apiKey };
  const order = { model: 'flux-1.1-pro', prompt: 'a fox' };
  const body = JSON.stringify(order);
  const submit = { method: 'POST', headers: { ...headers, ...json, 'idempotency-key': 'one' }, body };
  await expectAnswer(generate, await fetch(`${v2.url}${generate.path}`, submit), 202);
  const path = job.path.replace('{id}', v2.tasks[0]?.id ?? '');
  await expectAnswer(job, await fetch(`${v2.url}${path}`, { headers }));
  await expectAnswer(me, await fetch(`${v2.url}${me.path}`, { headers }));
  const form = new FormData();
  for (const { name } of uploads.parameters) form.append(name, new Blob([new Uint8Array(stage.picture)]));
  await expectAnswer(uploads, await fetch(`${v2.url}${uploads.path}`, { method: 'POST', headers, body: form }), 201);
  expect(v2.complaints).toEqual([]);
  await v2.close();
});

test('the file service answers as the page shows, and takes the fields that it names', async () => {
  const id = crypto.randomUUID();
  const values: Readonly<Record<string, string | Blob>> = {
    id,
    image: new Blob([new Uint8Array(stage.picture)], { type: 'image/png' }),
  };
  const form = new FormData();
  for (const { name } of upload.parameters) form.append(name, values[name] ?? 'a field too many');
  await expectAnswer(upload, await fetch(`${stage.files.url}${upload.path}`, { method: 'POST', body: form }));
  expect(stage.files.complaints).toEqual([]);
  const path = remove.path.replace('{id}', id);
  await expectAnswer(remove, await fetch(`${stage.files.url}${path}`, { method: remove.method }));
});
