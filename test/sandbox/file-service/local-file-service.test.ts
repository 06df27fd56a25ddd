import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type LocalFileService,
  type LocalFileServiceOptions,
  startLocalFileService,
} from '../../../sandbox/file-service/local-file-service.ts';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';

const ID = '8f0a6d5e-3b1c-4f5e-9a70-3d1f0f6a1b2c';
let service: LocalFileService;
let png: Buffer;

beforeEach(async () => {
  service = await startLocalFileService();
  png = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#f80' } })
    .png()
    .toBuffer();
});
afterEach(() => service.close());

async function restart(options: LocalFileServiceOptions): Promise<void> {
  await service.close();
  service = await startLocalFileService(options);
}

function form(bytes: Buffer = png, id: string = ID, type = 'image/png'): FormData {
  const data = new FormData();
  data.set('id', id);
  data.set('image', new Blob([new Uint8Array(bytes)], { type }), 'picture.png');
  return data;
}

const upload = (body: FormData | string = form()) =>
  fetch(`${service.url}/api/v1/file/uploads`, { method: 'POST', body });
const remove = (id: string) => fetch(`${service.url}/api/v1/file/delete/${id}`, { method: 'DELETE' });
/** What is held in buffers, without what only waits to be collected. */
function memoryGauge(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node cannot collect on demand');
  return () => {
    // The second waits for the first to have given its buffers back.
    collect();
    collect();
    return process.memoryUsage().arrayBuffers;
  };
}

const linkIn = (text: string) => /https?:[^"]+/.exec(text)?.[0] ?? '';

describe('an upload', () => {
  it('is answered in the known shape and served from the link host with its type', async () => {
    const response = await upload();
    const body = await response.json();
    expect(body).toEqual({
      code: 1000,
      message: 'Upload successful',
      result: { image: expect.stringContaining(service.linkHost) },
    });
    const link = linkIn(JSON.stringify(body));
    expect(new URL(link).host).not.toBe(new URL(service.url).host);
    const file = await fetch(link);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true);
  });

  it('under a known id takes the place of the first', async () => {
    await upload();
    const jpeg = await sharp(png).jpeg().toBuffer();
    const link = linkIn(await (await upload(form(jpeg, ID, 'image/jpeg'))).text());
    expect(service.files.get(ID)).toMatchObject({ type: 'image/jpeg', uploads: 2, size: jpeg.length });
    expect(service.files.get(ID)?.bytes.equals(jpeg)).toBe(true);
    expect((await fetch(link)).headers.get('content-type')).toBe('image/jpeg');
  });

  it.each([
    ['url', { url: expect.any(String) }],
    ['data', { data: { url: expect.any(String) } }],
    ['image', { image: expect.any(String) }],
    ['secure_url', { secure_url: expect.any(String) }],
    ['result-url', { result: { url: expect.any(String) } }],
  ] as const)('can be answered in the shape %s', async (shape, expected) => {
    await restart({ shape });
    const body = await (await upload()).text();
    expect(JSON.parse(body)).toMatchObject(expected);
    expect((await fetch(linkIn(body))).status).toBe(200);
  });

  it.each([
    ['an id that is no UUID', () => form(png, 'my-picture')],
    ['something that is no picture', () => form(Buffer.from('hello, this is not a picture'))],
    ['no form at all', () => 'hello'],
  ])('of %s is refused and nothing is kept', async (_, body) => {
    expect((await upload(body())).status).toBe(400);
    expect(service.files.size).toBe(0);
  });

  it('of a form that ends in the middle is refused and nothing is kept', async () => {
    const body = '--cut\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nhalf a pic';
    const headers = { 'content-type': 'multipart/form-data; boundary=cut' };
    const response = await fetch(`${service.url}/api/v1/file/uploads`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(service.files.size).toBe(0);
  });

  it('whose caller hangs up half-way keeps nothing, and the service goes on', async () => {
    const abort = new AbortController();
    async function* body() {
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n');
      yield png;
      abort.abort();
      yield png;
    }
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const sent = { method: 'POST', headers, body: body(), duplex: 'half', signal: abort.signal } as const;
    await expect(fetch(`${service.url}/api/v1/file/uploads`, sent)).rejects.toThrow('aborted');
    expect((await upload()).status).toBe(200);
    expect([...service.files.keys()]).toEqual([ID]);
    expect(service.complaints).toEqual([]);
  });

  it('sent under another type than it has is complained about', async () => {
    expect((await upload(form(png, ID, 'image/jpeg'))).status).toBe(200);
    expect(service.complaints).toEqual(['the file was sent as image/jpeg and is image/png']);
  });

  it('beyond the limit is refused, and the limit itself is not', async () => {
    await restart({ maxBytes: png.length });
    expect((await upload()).status).toBe(200);
    expect((await upload(form(Buffer.concat([png, Buffer.alloc(1)])))).status).toBe(413);
    expect(service.files.get(ID)?.uploads).toBe(1);
  });

  it('of 50 MB does not sit in memory', async () => {
    const total = 50 * 1024 * 1024;
    const head = `--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n${ID}\r\n--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
    const held = memoryGauge();
    const before = held();
    let peak = 0;
    async function* body() {
      yield Buffer.concat([Buffer.from(head), png]);
      const chunk = Buffer.alloc(65_536);
      for (let sent = 0; sent < total; sent += chunk.length) {
        if (sent % (5 * 1024 * 1024) === 0) peak = Math.max(peak, held() - before);
        yield chunk;
      }
      yield Buffer.from('\r\n--b--\r\n');
    }
    // fetch would hold the body itself; this client waits for the socket.
    const request = httpRequest(`${service.url}/api/v1/file/uploads`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    const answered = once(request, 'response');
    await pipeline(Readable.from(body()), request);
    await answered;
    expect(service.files.get(ID)?.size).toBe(total + png.length);
    expect(peak).toBeLessThan(25 * 1024 * 1024);
  });
});

describe('a delete', () => {
  it('takes the file and its link away, once', async () => {
    const link = linkIn(await (await upload()).text());
    expect((await remove(ID)).status).toBe(200);
    expect((await fetch(link)).status).toBe(404);
    expect((await remove(ID)).status).toBe(404);
  });
});

describe('a service that sleeps', () => {
  it('lets the first call wait, not the next, and sleeps again after 15 quiet minutes', async () => {
    const clock = createMovableClock();
    await restart({ clock, sleepMs: 60_000 });
    const waits = async () => {
      const before = service.requests.length;
      let isAnswered = false;
      const answer = upload().then(() => {
        isAnswered = true;
      });
      await vi.waitUntil(() => service.requests.length > before);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const didWait = !isAnswered;
      clock.advance(60_000);
      await answer;
      return didWait;
    };
    expect(await waits()).toBe(true);
    await upload();
    clock.advance(14 * 60_000);
    expect((await upload()).status).toBe(200);
    clock.advance(16 * 60_000);
    expect(await waits()).toBe(true);
  });
});

describe('a service that misbehaves', () => {
  it.each([
    ['500', 500],
    ['413', 413],
    ['html', 200],
    ['503-html', 503],
  ] as const)('answers an upload with %s and keeps nothing', async (as, status) => {
    service.misbehave({ on: 'upload', as, times: 1 });
    expect((await upload()).status).toBe(status);
    expect(service.files.size).toBe(0);
    expect((await upload()).status).toBe(200);
  });

  it('links to a host that nobody allowed', async () => {
    service.misbehave({ on: 'upload', as: 'wrong-host' });
    expect(new URL(linkIn(await (await upload()).text())).host).toBe('files.elsewhere.example');
  });

  it('resets the connection after it has kept the file', async () => {
    service.misbehave({ on: 'upload', as: 'reset', accepted: true, times: 1 });
    await expect(upload()).rejects.toThrow('fetch failed');
    await upload();
    expect(service.files.get(ID)?.uploads).toBe(2);
  });

  it('hangs until its caller gives up', async () => {
    service.misbehave({ on: 'upload', as: 'hang' });
    const signal = AbortSignal.timeout(100);
    await expect(
      fetch(`${service.url}/api/v1/file/uploads`, { method: 'POST', body: form(), signal }),
    ).rejects.toThrow();
    expect(service.files.size).toBe(0);
  });

  it('serves half a file', async () => {
    const link = linkIn(await (await upload()).text());
    service.misbehave({ on: 'download', as: 'truncated-picture' });
    expect((await (await fetch(link)).arrayBuffer()).byteLength).toBe(Math.ceil(png.length / 2));
  });

  it('is down and comes back on the same port with its files', async () => {
    const link = linkIn(await (await upload()).text());
    await service.down();
    await expect(upload()).rejects.toThrow('fetch failed');
    await expect(fetch(link)).rejects.toThrow('fetch failed');
    await service.up();
    expect((await fetch(link)).status).toBe(200);
  });
});
