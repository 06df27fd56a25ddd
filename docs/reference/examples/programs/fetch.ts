import { writeFile } from 'node:fs/promises';

const { APIFRAME_API_URL, APIFRAME_API_KEY = '', TASK_ID, USER_AGENT = '' } = process.env;

const response = await fetch(`${APIFRAME_API_URL}/fetch`, {
  method: 'POST',
  headers: { 'user-agent': USER_AGENT, authorization: APIFRAME_API_KEY, 'content-type': 'application/json' },
  body: JSON.stringify({ task_id: TASK_ID }),
  signal: AbortSignal.timeout(30_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { image_url: link }: { image_url?: string } = JSON.parse(text);
if (!link) throw new Error(`Not finished: ${text}`);
const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));
