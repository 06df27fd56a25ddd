import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT_MS = 60_000;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A program as a person starts it, with these lines on its standard input. */
function run(program: string, args: readonly string[], { cwd, input }: { cwd: string; input: string }): Promise<Ended> {
  const env = { ...process.env, LANG: 'C' };
  // npm is a script of the shell's on Windows
  const child = spawn(program, args, { cwd, env, shell: process.platform === 'win32' && program === 'npm' });
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS - 5000);
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}

const pictures = (output: string): number => new Set(output.match(/🖼 {2}http\S+/g)).size;

test('one command into `npm run sandbox` ends with a picture', { timeout: LIMIT_MS }, async () => {
  const { code, output } = await run('npm', ['run', 'sandbox'], { cwd: ROOT, input: '/imagine prompt:a fox\n' });
  expect(output).toContain('Queued');
  expect(pictures(output), output).toBe(1);
  expect(output).toMatch(/\[\d: Again\]/);
  expect(code).toBe(0);
});

test('a conversation in the terminal goes on after mistakes, presses buttons and quits', {
  timeout: LIMIT_MS,
}, async () => {
  const lines = [
    '/nope',
    'help',
    '/imagine hdr:lots',
    '/imagine model:zen',
    '7',
    '/imagine a fox model:zen',
    '2',
    'quit',
    '/nope2',
  ];
  const main = join(ROOT, 'sandbox', 'main.ts');
  const { code, output } = await run(process.execPath, [main], { cwd: ROOT, input: `${lines.join('\n')}\n` });
  expect(output).toContain('There is no /nope. Known: /imagine');
  expect(output.split('Tab completes names')).toHaveLength(3);
  expect(output).toContain('Option hdr takes a number.');
  expect(output).toContain('option prompt is required');
  expect(output).toContain('There is no such button.');
  expect(output).not.toContain('/nope2');
  expect(pictures(output), output).toBe(2);
  expect(code).toBe(0);
});

test('`npm run demo` ends with a contact sheet of what it made', { timeout: LIMIT_MS }, async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'darkroom-demo-'));
  const { code, output } = await run(process.execPath, [join(ROOT, 'sandbox', 'demo.ts')], { cwd, input: '' });
  expect(code, output).toBe(0);
  const folder = join(cwd, 'demo-out');
  const names = (await readdir(folder)).sort();
  expect(names).toEqual(['1.png', '2.png', '3.png', '4.png', '5.png', 'contact-sheet.png']);
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const { format, width = 0, height = 0 } = await sharp(bytes).metadata();
    expect(format, name).toBe('png');
    expect(Math.min(width, height), name).toBeGreaterThanOrEqual(200);
    expect((await sharp(bytes).stats()).entropy, `${name} shows something`).toBeGreaterThan(1);
  }
  // three columns and two rows of 320 px
  expect(await sharp(join(folder, 'contact-sheet.png')).metadata()).toMatchObject({ width: 1024, height: 688 });
  await rm(cwd, { recursive: true, force: true });
});

test('the scripts start what is tested here', async () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    await readFile(join(ROOT, 'package.json'), 'utf8'),
  );
  expect(scripts).toMatchObject({ sandbox: 'node sandbox/main.ts', demo: 'node sandbox/demo.ts' });
});
