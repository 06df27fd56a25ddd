import { writeFile } from 'node:fs/promises';

const { APIFRAME_API_URL, APIFRAME_API_KEY = '', TASK_ID, OTHER_TASK_ID, USER_AGENT = '' } = process.env;

const response = await fetch(`${APIFRAME_API_URL}/fetch-many`, {
  method: 'POST',
  headers: { 'user-agent': USER_AGENT, authorization: APIFRAME_API_KEY, 'content-type': 'application/json' },
  body: JSON.stringify({ task_ids: [TASK_ID, OTHER_TASK_ID] }),
  signal: AbortSignal.timeout(30_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { tasks }: { tasks: { image_url?: string }[] } = JSON.parse(text);
const links = tasks.flatMap(({ image_url: link }) => link ?? []);
for (const [index, link] of links.entries()) {
  const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
  if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
  await writeFile(`result-${index + 1}.png`, Buffer.from(await picture.arrayBuffer()));
}
