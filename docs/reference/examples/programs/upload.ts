import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const { FILE_SERVICE_URL } = process.env;

const form = new FormData();
const id = randomUUID();
console.log(`Remember this id, it deletes the picture: ${id}`);
form.append('id', id);
form.append('image', await openAsBlob('photo.png', { type: 'image/png' }), 'photo.png');

const response = await fetch(`${FILE_SERVICE_URL}/api/v1/file/uploads`, {
  method: 'POST',
  body: form,
  signal: AbortSignal.timeout(90_000),
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { result }: { result: { image: string } } = JSON.parse(text);
console.log(result.image);
const stored = await fetch(result.image, { signal: AbortSignal.timeout(60_000) });
if (!stored.ok) throw new Error(`The stored picture was answered with ${stored.status}`);
await writeFile('result.png', Buffer.from(await stored.arrayBuffer()));
