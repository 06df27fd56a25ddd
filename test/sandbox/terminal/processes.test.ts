import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT_MS = 60_000;
const LONG_LIMIT_MS = 150_000;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A program as a person starts it, with these lines on its standard input. */
function run(
  program: string,
  args: readonly string[],
  { cwd, input }: { cwd: string; input: string },
  limit = LIMIT_MS,
): Promise<Ended> {
  const env = { ...process.env, LANG: 'C' };
  // npm is a script of the shell's on Windows
  const child = spawn(program, args, { cwd, env, shell: process.platform === 'win32' && program === 'npm' });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit - 5000);
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

const pictures = (output: string): number => new Set(output.match(/🖼 {2}\S+\.png/g)).size;

test('commands into `npm run sandbox` end with a picture, and with an answer that takes its time', {
  timeout: LIMIT_MS,
}, async () => {
  const input = '/imagine prompt:a fox\n/doctor\n';
  const { code, output } = await run('npm', ['run', 'sandbox'], { cwd: ROOT, input });
  expect(output).toMatch(/Darkroom \d+\.\d+\.\d+ on Node/);
  expect(output).toContain('Queued');
  expect(pictures(output), output).toBe(1);
  expect(output).toMatch(/\[\d+: (?:\S+ )?Again\]/);
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
    'sing',
    '/imagine a fox model:zen',
    '2',
    'quit',
    '/nope2',
  ];
  const main = join(ROOT, 'sandbox', 'main.ts');
  const cwd = await mkdtemp(join(tmpdir(), 'darkroom-terminal-'));
  const { code, output } = await run(process.execPath, [main], { cwd, input: `${lines.join('\n')}\n` });
  expect(output).toContain('There is no /nope. Known: /imagine');
  expect(output).toContain('There is no "sing". A command begins with "/"');
  expect(output.split('Tab completes names')).toHaveLength(3);
  expect(output).toContain('Option hdr takes a number.');
  expect(output).toContain('option prompt is required');
  expect(output).toContain('There is no such button.');
  expect(output).not.toContain('/nope2');
  expect(output.split('The sandbox paints small')).toHaveLength(2);
  expect(pictures(output), output).toBe(2);
  expect(await readdir(join(cwd, 'sandbox-out'))).toHaveLength(2);
  expect(code).toBe(0);
  await rm(cwd, { recursive: true, force: true });
});

test('all of the bot can be tried through a pipe: buttons, menus, forms, right clicks, people, a kill', {
  timeout: LONG_LIMIT_MS,
}, async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'darkroom-whole-'));
  await writeFile(
    join(cwd, 'photo.png'),
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#39c' } })
      .png()
      .toBuffer(),
  );
  const play = (lines: readonly string[]) =>
    run(process.execPath, [join(ROOT, 'sandbox', 'main.ts')], { cwd, input: `${lines.join('\n')}\n` }, LONG_LIMIT_MS);
  // where things stand on a card is for the card to decide: it is read from a first sitting
  const first = await play(['pace 200', '/imagine a red fox', 'apps 1', '/settings show']);
  const card = first.output;
  const buttonOf = (label: string) => new RegExp(`\\[(\\d+): (?:\\S+ )?${label}`).exec(card)?.[1] ?? 'no such button';
  const entryOf = (label: string) => {
    const menus = [...card.matchAll(/\[(\d+): [^\]]*\] {2}choose with[^\n]*\n((?: *│? *\d+ [^\n]*\n)+)/g)];
    const found = menus.flatMap(([, menu, entries = '']) => {
      const entry = new RegExp(`(\\d+) (?:✓ )?(?:\\S+ )?${label}`).exec(entries)?.[1];
      return entry === undefined ? [] : [`1.${menu} ${entry}`];
    });
    return found[0];
  };
  const pressOf = (label: string) => entryOf(label) ?? `1.${buttonOf(label)}`;

  const { code, output } = await play([
    'pace 200',
    '/imagine a red fox',
    // a private answer with a menu in it, and the card's buttons after it
    pressOf('Expand'),
    pressOf('Edit prompt'),
    'a blue fox in the snow',
    pressOf('Edit prompt'),
    'cancel',
    pressOf('Edit with words'),
    'make it night',
    './photo.png',
    'say look file:./photo.png',
    'reply 1 lovely <@1> **words**',
    'apps 1 Picture details',
    'json 1',
    'fault 4',
    'as Bình',
    'in after-dark',
    '/vẽ một con mèo &',
    'kill',
    'restart',
    'as Sam',
    'quit',
  ]);
  expect(output.split('(a form: answer line by line; "cancel" leaves it)')).toHaveLength(4);
  expect(output).toContain('▏ a blue fox in the snow');
  expect(output).toContain('The form is closed; nothing was sent.');
  expect(output).toMatch(/message \d+ · [\d.]+ s · only you see this/);
  expect(output).toMatch(/message \d+ · [\d.]+ s · Mo\n {2}│ look/);
  expect(output).toContain('The next picture fails: on.');
  expect(output).toContain('You are Bình now (Member, tiếng Việt)');
  expect(output).toContain('You are in #after-dark now');
  expect(output).toContain('The bot was killed.');
  expect(output).toContain('The bot is ready.');
  expect(output).toContain('You are Sam now');
  expect(output).not.toContain('There is no such button.');
  // the fox, what was made of it with words, the photo that was posted
  expect(pictures(output), output).toBeGreaterThanOrEqual(3);
  const withoutJson = output.replace(/^\[$[\s\S]*?^\]$/gm, '');
  expect(withoutJson.split('\n').filter((line) => /<[@#/:t]|\*\*|^ *│ -# /.test(line))).toEqual([]);
  expect(code).toBe(0);
  await rm(cwd, { recursive: true, force: true });
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
