import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPictureFolder, type PictureFolder } from './picture-folder.ts';
import { getRaw } from './raw-request.ts';

const NO_NAME = `${'0'.repeat(64)}.png`;
let pictures: PictureFolder;
let name: string;

beforeAll(async () => {
  pictures = await openPictureFolder();
  name = await pictures.put(Buffer.from('bytes'), 'png');
  await writeFile(join(pictures.folder, 'secret.png'), 'secret');
  await writeFile(join(pictures.folder, 'files', 'secret.png'), 'secret');
});
afterAll(() => pictures.close());

test('no spelling of a path leads out of the names', async () => {
  const names = [
    ...['../secret.png', '..%2fsecret.png', '..%2Fsecret.png', '%2e%2e/secret.png', '%2e%2e%2fsecret.png'],
    ...['..%252fsecret.png', '%252e%252e%252fsecret.png', '..\\secret.png', '..%5csecret.png', '..%c0%afsecret.png'],
    ...['..%ef%bc%8fsecret.png', '....//secret.png', './/..//secret.png', '%00', `${name}%00`, `${name}%00.png`],
    ...[
      'secret.png',
      './secret.png',
      '%2e/secret.png',
      join(pictures.folder, 'secret.png'),
      `${pictures.folder}%2fsecret.png`,
    ],
    ...[`${name}/`, `${name}/..`, `./${name}/../secret.png`, `${name.toUpperCase()}`, `${name}%0a`, `%20${name}`],
    ...[
      '%',
      '%zz',
      '%ff',
      NO_NAME,
      NO_NAME.replace('png', 'svg'),
      `${name}.png`,
      'ids',
      'refs',
      'parts',
      `refs/${name}`,
    ],
  ];
  for (const path of names) {
    const answer = await getRaw(pictures.served.port, `/files/${path}`);
    expect(answer, path).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer, path).not.toContain('secret');
  }
});

test('there is no list of pictures, and nothing can be changed', async () => {
  for (const path of ['/files', '/files/', '/files/.', '/files/?list', '/files/*', '//files//']) {
    expect(await getRaw(pictures.served.port, path), path).toMatch(/^HTTP\/1\.1 404 /);
  }
  for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
    expect((await fetch(`${pictures.served.url}/files/${name}`, { method })).status, method).toBe(404);
  }
  expect((await fetch(`${pictures.served.url}/files/${name}`)).status).toBe(200);
});
