import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

interface Task {
  task_id: string;
  status?: string;
  generated: string[];
}

const {
  FREEPIK_API_URL,
  FREEPIK_API_HEADER = 'x-freepik-api-key',
  FREEPIK_API_KEY = '',
  USER_AGENT = '',
} = process.env;
const { FILE_SERVICE_URL } = process.env;
const endpoint = `${FREEPIK_API_URL}/v1/ai/mystic`;

async function call<Answer>(url: string, init: RequestInit, milliseconds: number): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(milliseconds), redirect: 'error' });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text);
}

const headers = { 'user-agent': USER_AGENT, [FREEPIK_API_HEADER]: FREEPIK_API_KEY, 'content-type': 'application/json' };

async function ask(url: string, init: RequestInit = {}): Promise<Task> {
  const answer = await call<Task & { data?: Task }>(url, { ...init, headers }, 30_000);
  return answer.data ?? answer;
}

const body = JSON.stringify({ prompt: 'a red fox in the snow' });
const { task_id: id } = await ask(endpoint, { method: 'POST', body });
console.log(`Task ${id}`);

const deadline = Date.now() + 15 * 60_000;
let link: string | undefined;
do {
  if (Date.now() > deadline) throw new Error(`Task ${id} is still not finished`);
  await sleep(3000);
  const task = await ask(`${endpoint}/${id}`);
  if (/^(FAILED|CANCELLED)$/.test(task.status ?? '')) throw new Error(`Task ${id} failed: ${JSON.stringify(task)}`);
  // the links may come some looks after the word
  if (task.status === 'COMPLETED') link = task.generated.find((entry) => entry.startsWith('http'));
} while (!link);

const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));

const form = new FormData();
form.append('id', id);
form.append('image', await openAsBlob('result.png', { type: 'image/png' }), 'result.png');
const uploads = `${FILE_SERVICE_URL}/api/v1/file/uploads`;
const stored = await call<{ result: { image: string } }>(uploads, { method: 'POST', body: form }, 90_000);
console.log(stored.result.image);
