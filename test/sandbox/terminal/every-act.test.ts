import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { act } from '../../../sandbox/page/acts.ts';
import { startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createTerminal } from '../../../sandbox/terminal/terminal.ts';
import { type Opened, openSandbox } from '../page/open-sandbox.ts';

const PATIENT = { timeout: 20_000 };

/** A terminal as a person sits at it, line by line. */
function sitDown({ sitting, page }: Opened) {
  const asked = new Set<string>();
  const troubles: string[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  let printed = '';
  output.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const watched: typeof page.act = async (request, attached) => {
    asked.add(request.act.kind);
    const answer = await page.act(request, attached);
    if (answer.error !== undefined) troubles.push(`${request.act.kind}: ${answer.error}`);
    return answer;
  };
  const ended = createTerminal({ sitting, page: { ...page, act: watched }, input, output }).run();
  onTestFinished(async () => {
    input.end('quit\n');
    await ended;
  });
  return {
    asked,
    troubles,
    /** Waits for what the keys bring into the line: what is pressed before it is there would stand in front of it. */
    async press(keys: string, until: RegExp): Promise<void> {
      const before = printed.length;
      input.write(keys);
      await expect.poll(() => printed.slice(before), PATIENT).toMatch(until);
    },
    /** What is printed from this line on, as soon as the words are in it. */
    async type(line: string, until: string | RegExp): Promise<string> {
      const before = printed.length;
      input.write(`${line}\n`);
      await expect.poll(() => printed.slice(before), PATIENT).toMatch(until);
      return printed.slice(before);
    },
  };
}

const numberIn = (printed: string): string => /message (\d+) ·/.exec(printed)?.[1] ?? 'none';

test('whatever can be done in the page has a word in the terminal', { timeout: 90_000 }, async () => {
  const opened = await openSandbox();
  const { sitting } = opened;
  const { asked, troubles, type, press } = sitDown(opened);
  const said = numberIn(await type('say hello there', 'hello there'));
  await type(`react ${said} 🔥`, `message ${said}: 🔥 1`);
  await type(`react ${said} 🔥`, `message ${said}: no reactions any more`);
  await type(`json ${said}`, '"content": "hello there"');
  await type(`delete ${said}`, `message ${said} was deleted`);

  const card = await type('/imagine prompt:a fox', 'Edit prompt');
  const picture = numberIn(card);
  const [, menu] = /\[(\d+): More…\]/.exec(card) ?? [];
  const [, entry] = /(\d+) 📝 Edit prompt/.exec(card) ?? [];
  await type(`${picture}.${menu} ${entry}`, 'cancel');
  await type('a hare', /▏ a hare[\s\S]*Edit prompt/);
  await type(`apps ${picture} Picture details`, 'only you see this');
  await press('/show job:', /job:/);
  await press('\t', /01[0-9A-Z]/);
  await press('\u0015', /> /);

  await type('thread side pictures', 'You are in #side pictures now');
  await opened.act('Bình', { kind: 'post', channel: sitting.pictures.id, content: 'before Sam came' });
  await type('person Sam member', /Sam .*: member, takes direct/);
  await type('person Sam moderator', /Sam .*: member, moderator/);
  await type('person Sam dms', /Sam .*takes no direct messages/);
  await type('people', /Ann .*: member/);
  await type('as Sam', 'You are Sam now');
  await type('in after-dark', 'You are in #after-dark now');
  await type('older', 'Nothing was said here before.');
  await type('person Sam member', /Sam .*: not a member/);

  await type('fault 4', 'The next picture fails: on.');
  await type('fault 4', 'The next picture fails: off.');
  await type('pace 200', 'about 200 ms');
  await type('clock 1m', 'It is ');
  const [, number = ''] = /(\d+) Mo ran Picture details/.exec(await type('timeline', 'Mo ran Picture details')) ?? [];
  await type(`timeline ${number}`, '"title": "Mo ran Picture details"');
  await type('drop', '');
  await expect.poll(() => [...asked], PATIENT).toContain('process');
  await type('agree', 'There is nothing to agree to');

  const known = act.options.map(({ shape }) => shape.kind.value);
  // asked for where an API is real, below
  expect(known.filter((kind) => !asked.has(kind) && kind !== 'agree')).toEqual([]);
  expect(troubles).toEqual([]);
});

test('what was said before somebody came is shown to them', { timeout: 60_000 }, async () => {
  const opened = await openSandbox({ isBotThere: false });
  await opened.act('Ann', { kind: 'post', channel: opened.sitting.pictures.id, content: 'long ago' });
  const { type } = sitDown(opened);
  expect(await type('older', 'long ago')).toContain('message 1 ·');
  await type('older', 'Nothing was said here before.');
});

test('a sitting is kept in a file and played again; a report has nothing that was written', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [whole, report] = [join(folder, 'whole.json'), join(folder, 'report.json')];
  const opened = await openSandbox({ isBotThere: false });
  const { type } = sitDown(opened);
  await type('say a secret fox', 'a secret fox');
  await type(`record ${whole}`, 'One step is in');
  await type(`report ${report}`, 'One step is in');
  expect(await readFile(report, 'utf8')).not.toContain('secret');
  await type(`replay ${join(folder, 'no.json')}`, 'cannot be read');
  await type(`record ${join(folder, 'no', 'no.json')}`, 'cannot be written');
  opened.sitting.bot.start();
  await type(`replay ${whole}`, /a secret fox[\s\S]*All of it was done\./);
  expect(opened.shown().map(({ content }) => content)).toEqual(['a secret fox', 'a secret fox']);
});

test('where an API is real, nothing is ordered before somebody agrees', { timeout: 60_000 }, async () => {
  const standIn = await startLocalFreepik({ taskMs: 200 });
  onTestFinished(() => standIn.close());
  const { apiKey: key, url: FREEPIK_API_URL, resultHost: FREEPIK_RESULT_HOSTS } = standIn;
  const env = { FREEPIK_API_KEY: key, FREEPIK_API_URL, FREEPIK_RESULT_HOSTS };
  const { asked, type } = sitDown(await openSandbox({ real: [{ name: 'Freepik', key, env }] }));
  await type(
    '/imagine prompt:a dear fox',
    'Nothing was ordered: orders go to the real API of Freepik, and cost money.',
  );
  expect(standIn.billed).toBe(0);
  await type('agree', 'Orders go to the real API of Freepik from now on.');
  await type('/imagine prompt:a dear fox', 'Edit prompt');
  expect(standIn.billed).toBe(1);
  expect([...asked]).toEqual(['command', 'agree']);
});
