import { writeFile } from 'node:fs/promises';

const { APIFRAME_V2_API_URL, APIFRAME_V2_API_KEY = '', JOB_ID, USER_AGENT = '' } = process.env;

const response = await fetch(`${APIFRAME_V2_API_URL}/v2/jobs/${JOB_ID}`, {
  headers: { 'user-agent': USER_AGENT, 'x-api-key': APIFRAME_V2_API_KEY },
  signal: AbortSignal.timeout(30_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const [link] = text.match(/https?:\/\/[^"]+/) ?? [];
if (!link) throw new Error(`Not finished: ${text}`);
const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
await writeFile('result.png', Buffer.from(await picture.arrayBuffer()));
