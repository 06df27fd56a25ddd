import { openAsBlob } from 'node:fs';

const { APIFRAME_V2_API_URL, APIFRAME_V2_API_KEY = '', USER_AGENT = '' } = process.env;

const form = new FormData();
form.append('file', await openAsBlob('photo.png'), 'photo.png');
const response = await fetch(`${APIFRAME_V2_API_URL}/v2/uploads`, {
  method: 'POST',
  headers: { 'user-agent': USER_AGENT, 'x-api-key': APIFRAME_V2_API_KEY },
  body: form,
  signal: AbortSignal.timeout(60_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { url }: { url: string } = JSON.parse(text);
console.log(url);
