import { readFile, writeFile } from 'node:fs/promises';

interface Answer {
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

const body = { image: await readFile('BODY', 'base64') };
const response = await fetch(endpoint, {
  method: 'POST',
  headers: { 'user-agent': USER_AGENT, [FREEPIK_API_HEADER]: FREEPIK_API_KEY, 'content-type': 'application/json' },
  body: JSON.stringify(body),
  signal: AbortSignal.timeout(150_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);
const received: Answer & { data?: Answer } = JSON.parse(text);
const answer = received.data ?? received;

const link = answer.generated.find((entry) => entry.startsWith('http'));
if (!link) throw new Error(`The answer holds no link: ${text}`);
const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));
