import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

interface Task {
  task_id: string;
  status?: string;
  image_url?: string;
}

const { APIFRAME_API_URL, APIFRAME_API_KEY = '', USER_AGENT = '' } = process.env;

async function ask(path: string, body: object): Promise<Task> {
  const headers = { 'user-agent': USER_AGENT, authorization: APIFRAME_API_KEY, 'content-type': 'application/json' };
  const init = {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
    redirect: 'error',
  } as const;
  const response = await fetch(`${APIFRAME_API_URL}${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text);
}

const body = { model: 'flux-pro', prompt: 'a sunflower field in the wind', width: 1024, height: 768, steps: 25 };
const { task_id: id } = await ask('/flux-imagine', body);
console.log(`Task ${id}`);

const deadline = Date.now() + 15 * 60_000;
let task: Task;
do {
  if (Date.now() > deadline) throw new Error(`Task ${id} is still not finished`);
  await sleep(3000);
  task = await ask('/fetch', { task_id: id });
  if (task.status === 'failed' || task.status === 'error') throw new Error(JSON.stringify(task));
} while (!task.image_url);

const picture = await fetch(task.image_url, { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));
