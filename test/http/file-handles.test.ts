import { readdir, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileRoutes } from '../../src/http/file-routes.ts';
import { onlyWhere } from '../support/only-where.ts';
import { openPictureFolder, type PictureFolder } from './picture-folder.ts';

let pictures: PictureFolder;
beforeAll(async () => {
  pictures = await openPictureFolder();
});
afterAll(() => pictures.close());

describe('no file stays open', onlyWhere(process.platform === 'linux', 'Linux'), () => {
  const openOnes = async (stored: string) => {
    const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
    return (await Promise.all(links)).filter((path) => path.endsWith(stored)).length;
  };

  test('of a picture whose reader goes away at once or in the middle', async () => {
    const large = await pictures.put(Buffer.alloc(30_000_000, 7), 'png');
    for (let n = 0; n < 10; n++) {
      await new Promise<void>((resolve) => {
        const socket = connect(pictures.served.port, '127.0.0.1', () => {
          const asked = () => n % 2 === 0 && socket.destroy();
          socket.write(`GET /files/${large} HTTP/1.1\r\nHost: x\r\n\r\n`, asked);
        });
        socket.once('data', () => socket.destroy()).once('close', () => resolve());
      });
    }
    await expect.poll(() => openOnes(large), { timeout: 5000 }).toBe(0);
  });

  test('of a picture that nobody begins to read, and of one that is not sent', async () => {
    const stored = await pictures.put(Buffer.alloc(1_000_000, 8), 'png');
    const routes = createFileRoutes(pictures);
    const answer = await routes.request(`/files/${stored}`);
    await answer.body?.cancel();
    await routes.request(`/files/${stored}`, { method: 'HEAD' });
    await routes.request(`/files/${stored}`, { headers: { 'if-none-match': '*' } });
    await routes.request(`/files/${stored}`, { headers: { range: 'bytes=1000000-' } });
    await expect.poll(() => openOnes(stored), { timeout: 1000 }).toBe(0);
  });
});
