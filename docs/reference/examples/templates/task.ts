import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

interface Answer {
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
const endpoint = `${FREEPIK_API_URL}/v1/ai/PATH`;

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = {
    'user-agent': USER_AGENT,
    [FREEPIK_API_HEADER]: FREEPIK_API_KEY,
    'content-type': 'application/json',
  };
  const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(30_000), redirect: 'error' });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  const answer: Answer & { data?: Answer } = JSON.parse(text);
  return answer.data ?? answer;
}

const body = { image: await readFile('BODY', 'base64') };
const { task_id: id } = await ask(endpoint, { method: 'POST', body: JSON.stringify(body) });
console.log(`Task ${id}`);

const deadline = Date.now() + 15 * 60_000;
let link: string | undefined;
do {
  if (Date.now() > deadline) throw new Error(`Task ${id} is still not finished`);
  await sleep(3000);
  const answer = await ask(`${endpoint}/${id}`);
  if (/^(FAILED|CANCELLED)$/.test(answer.status ?? '')) throw new Error(`Task ${id} failed: ${JSON.stringify(answer)}`);
  // the links may come some looks after the word
  if (answer.status === 'COMPLETED') link = answer.generated.find((entry) => entry.startsWith('http'));
} while (!link);

const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));
