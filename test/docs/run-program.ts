import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Run {
  readonly folder: string;
  readonly code: number | null;
  readonly output: string;
}

/** Programs only see what is said here, so that nothing of this machine's environment helps them. */
const inherited = ['PATH', 'Path', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'HOME'];
const base = Object.fromEntries(inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

export const hasShell = (): boolean =>
  spawnSync('bash', [
    '-c',
    'curl --fail-with-body --version && for each in base64 cut grep head od sed tr; do command -v $each; done',
  ]).status === 0;

const environment = (values: Readonly<Record<string, string>>) => ({ ...base, ...values });

/** A folder with the program and the pictures that examples read. */
export async function folderFor(name: string, text: string, files: Readonly<Record<string, Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-example-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, name), `${text}\n`);
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(folder, file), bytes);
  return folder;
}

export const start = (folder: string, name: string, values: Readonly<Record<string, string>>) =>
  spawn(name.endsWith('.sh') ? 'bash' : process.execPath, [name], { cwd: folder, env: environment(values) });

export async function runIn(folder: string, name: string, values: Readonly<Record<string, string>>): Promise<Run> {
  const child = start(folder, name, values);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  return { folder, code, output };
}

export const remove = (folder: string) => rm(folder, { recursive: true, force: true });
