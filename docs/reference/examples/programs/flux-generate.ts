import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

interface Job {
  jobId?: string;
  status: string;
  result?: unknown;
}

const { APIFRAME_V2_API_URL, APIFRAME_V2_API_KEY = '', USER_AGENT = '', ORDER = randomUUID() } = process.env;
const headers = { 'user-agent': USER_AGENT, 'x-api-key': APIFRAME_V2_API_KEY };

async function ask(path: string, init: RequestInit): Promise<Job> {
  const response = await fetch(`${APIFRAME_V2_API_URL}${path}`, {
    signal: AbortSignal.timeout(30_000),
    redirect: 'error',
    ...init,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text);
}

const body = {
  model: 'flux-1.1-pro',
  prompt: 'a sunflower field in the wind',
  fluxParams: { aspect_ratio: '4:3' },
};
const order = () =>
  ask('/v2/images/generate', {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': ORDER, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
// a connection that broke says nothing of the order: the same key is the same job
const { jobId: id } = await order().catch((error) => (error instanceof TypeError ? order() : Promise.reject(error)));
console.log(`Job ${id}`);

const deadline = Date.now() + 15 * 60_000;
let links: string[] = [];
do {
  if (Date.now() > deadline) throw new Error(`Job ${id} is still not finished`);
  await sleep(3000);
  const job = await ask(`/v2/jobs/${id}`, { headers });
  if (job.status === 'FAILED' || job.status === 'CANCELLED') throw new Error(JSON.stringify(job));
  links = JSON.stringify(job.result ?? null).match(/https?:\/\/[^"]+/g) ?? [];
} while (links.length === 0);

const picture = await fetch(links[0] ?? '', { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));
