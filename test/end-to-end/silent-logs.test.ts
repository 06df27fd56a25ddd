import { expect } from 'vitest';
import { type Provider, SubmitError } from '../../src/core/provider.ts';
import { buttonOf, eventually, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';
import { FILE_NAME, named, test, WORD } from './privacy-bench.ts';

/** Says back what it was asked for, as providers do when they refuse. */
const echoing = (_: string, provider: Provider): Provider => ({
  ...provider,
  async submit(request, signal) {
    const said = JSON.stringify(request.body);
    if (said.includes('refuse this'))
      throw new SubmitError('refused', { code: 'refused', detail: `not allowed: ${said}` });
    return provider.submit(request, signal);
  },
});

test('no log at any level holds a prompt, a name or the name of a file', { timeout: 120_000 }, async ({ begin }) => {
  const at = await begin({ wrapProvider: echoing });
  const { bench, discord, guild, channel, user, run, finished, press, imagine } = at;
  const zoe = discord.addUser({ name: 'zoe-the-quixotic', locale: 'en-US' });
  const fox = await finished(await imagine());
  await finished(await press(fox, buttonOf(fox, 'again')));
  const reworded = await press(fox, buttonOf(fox, 'prompt'));
  const customId = String(reworded.modal?.['custom_id']);
  await finished(await discord.submitModal({ user, customId, fields: { prompt: `a second ${WORD} fox` } }));
  await finished(await run('upscale', { image: { file: await named() } }));
  await run('upscale', { image: { file: { name: FILE_NAME, bytes: Buffer.from('no picture') } } });
  await run('reimagine', { from: `https://pictures.example/${FILE_NAME}?q=${WORD}` });
  const failed = await imagine(user, { prompt: `refuse this ${WORD} thing` });
  await eventually(() => /v1:retry:/.test(textOf(failed.message())), 30_000);
  await imagine(user, { prompt: `${WORD} `.repeat(400).slice(0, 2000) });
  await imagine(user, { prompt: 'x', colors: `${WORD}` });
  await finished(await imagine(zoe));
  const form = await run('batch', {}, zoe);
  await discord.submitModal({
    user: zoe,
    customId: String(form.modal?.['custom_id']),
    fields: { deed: 'rmbg', pictures: { files: [await named(), { name: FILE_NAME, bytes: Buffer.from(WORD) }] } },
  });
  const posted = await discord.post({ channel, user, files: [{ ...(await pictureFile(320, 200)), name: FILE_NAME }] });
  await discord.runMessageCommand({ channel, user, name: 'Upscale', message: posted }).acknowledged;
  for (const name of ['jobs', 'history', 'help', 'privacy export', 'privacy delete']) await run(name);
  await run('show', { job: `${WORD}` });
  await run('help', { command: `${WORD}` });
  await bench.files?.down();
  await eventually(() => bench.logged.some((line) => line.includes('privacy request done')), 30_000);
  await finished(await imagine());
  await bench.files?.up();
  const { click } = await at.forget();
  await at.isForgotten(click);
  await bench.restart();
  await bench.app.stop();

  const logged = bench.logged.join('');
  expect(logged.length).toBeGreaterThan(2000);
  for (const said of [
    WORD,
    FILE_NAME,
    'grandmother',
    zoe.name,
    guild.name,
    channel.name,
    'refuse this',
    'pictures.example/',
  ]) {
    const lines = bench.logged.filter((line) => line.includes(said));
    expect(lines).toEqual([]);
  }
});
