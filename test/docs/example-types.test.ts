import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programsIn } from './programs.ts';
import { folderFor, remove } from './run-program.ts';

const ROOT = new URL('../../', import.meta.url);
const inRoot = (path: string): string => fileURLToPath(new URL(path, ROOT));
const page = readFileSync(inRoot('docs/api.md'), 'utf8');

let folder: string;

beforeAll(async () => {
  const compilerOptions = { typeRoots: [inRoot('node_modules/@types')] };
  const settings = { extends: inRoot('tsconfig.json'), compilerOptions, include: ['*.ts'] };
  folder = await folderFor('tsconfig.json', JSON.stringify(settings), {});
});
afterAll(() => remove(folder));

function complaints(): string {
  const compiler = inRoot('node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '--project', folder], { encoding: 'utf8' });
  return status === 0 ? '' : stdout;
}

test('all TypeScript of the page passes the checks of this project', { timeout: 60_000 }, async () => {
  const programs = Object.entries(programsIn(page)).filter(([name]) => name.endsWith('.ts'));
  expect(programs.length).toBeGreaterThan(15);
  for (const [name, text] of programs) await writeFile(join(folder, name), text);
  expect(complaints()).toBe('');
  await writeFile(join(folder, 'wrong.ts'), 'export const wrong: string = 1;');
  expect(complaints()).toMatch(/wrong\.ts\(1,\d+\): error TS2322/);
});
