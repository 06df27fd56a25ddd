import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { filesBelow, tarOf } from '../../../src/services/files/tar.ts';

const run = promisify(execFile);
const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true, force: true }))));

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'darkroom-tar-'));
  folders.push(made);
  return made;
}

test('what any tar unpacks are the same bytes under the same names, and nothing half written', async () => {
  const from = await folder();
  const long = `files/refs/${'a'.repeat(69)}/${'b'.repeat(36)}`;
  const bytes = [0, 1, 511, 512, 513, 200_000].map((length) => Buffer.alloc(length, 7));
  const whole = new Map([[long, Buffer.from('long')], ...bytes.map((each, n) => [`spool/${n}`, each] as const)]);
  for (const [name, content] of [...whole, ['spool/x.part', ''] as const, ['files/parts/y', ''] as const]) {
    await mkdir(dirname(join(from, name)), { recursive: true });
    await writeFile(join(from, name), content);
  }
  async function* entries() {
    yield* filesBelow(from, ['files', 'not there', 'spool']);
    yield { name: 'gone meanwhile', path: join(from, 'gone') };
  }
  const to = await folder();
  const archive = join(to, 'all.tar');
  await writeFile(archive, tarOf(entries()));
  const unpacked = await folder();
  await run('tar', ['-xf', archive, '-C', unpacked]);
  const found = await readdir(unpacked, { recursive: true, withFileTypes: true });
  const names = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  expect(names.sort()).toEqual([...whole.keys()].map((name) => join(unpacked, name)).sort());
  for (const [name, content] of whole) expect(content.equals(await readFile(join(unpacked, name))), name).toBe(true);
});

test('a name that no tar could hold is an error, not another name', async () => {
  const path = join(await folder(), 'a');
  await writeFile(path, 'a');
  const write = async () => {
    for await (const _ of tarOf([{ name: 'a'.repeat(101), path }]));
  };
  await expect(write()).rejects.toThrow('too long a name');
});
