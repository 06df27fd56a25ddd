import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../sandbox/main.ts', import.meta.url));
const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\/#key=\S+/;

/** The sandbox as a process; nothing comes by its standard input. */
function start(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, FREEPIK_API_KEY: '', APIFRAME_API_KEY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, ended, output: () => output };
}

const PATIENT = { timeout: 40_000 };

test('with nothing on its standard input it serves the page until it is stopped', { timeout: 60_000 }, async () => {
  const first = start([]);
  await expect.poll(first.output, PATIENT).toMatch(ADDRESS);
  const port = ADDRESS.exec(first.output())?.[1] ?? '';
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  const second = start(['--port', port]);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Port ${port} cannot be had`);
  expect(first.child.exitCode).toBeNull();
});

test('a recording is played in the terminal, which ends by what came of it', { timeout: 90_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const step = { who: 'Ann', act: { kind: 'command', channel: '{channel Darkroom sandbox/pictures}', line: '/help' } };
  const recordingOf = (steps: readonly object[]) => ({ darkroom: 'recording', version: 1, pace: 300, steps });
  const played = async (steps: readonly object[]) => {
    const file = join(folder, `${steps.length}.json`);
    await writeFile(file, JSON.stringify(recordingOf(steps)));
    const { ended, output } = start(['--terminal', '--replay', file]);
    return { code: await ended, output: output() };
  };
  const [good, bad] = await Promise.all([played([step]), played([step, { ...step, who: 'Nobody' }])]);
  expect(good).toEqual({ code: 0, output: expect.stringContaining('All of it was done.') });
  expect(bad).toEqual({ code: 1, output: expect.stringContaining('Step 2, Nobody, command: nobody of this name') });
});

test('--real without a key says what it needs', async () => {
  const { ended, output } = start(['--real']);
  expect(await ended).toBe(1);
  expect(output()).toContain('--real needs a key of the provider: set FREEPIK_API_KEY or APIFRAME_API_KEY.');
});
