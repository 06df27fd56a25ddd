import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, createScene, openCommand, refusalOf, startBench, tokenRoutes } from './bot.ts';

const V2 = 32768;
const label = (component: object) => ({ type: 18, label: 'A label', component });
const FORM = {
  custom_id: 'edit',
  title: 'Edit',
  components: [
    label({ type: 4, custom_id: 'prompt', style: 1, required: true, max_length: 10 }),
    label({ type: 3, custom_id: 'model', required: false, options: [{ label: 'Real', value: 'real' }] }),
    label({ type: 19, custom_id: 'source', required: false, max_values: 2 }),
  ],
};

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

async function opened() {
  const scene = createScene(bench);
  const { handle, answer } = await openCommand(bench, scene);
  await answer({ type: 9, data: FORM });
  return { ...scene, handle };
}

test('a form is shown, filled in and read by a real client', async () => {
  const { user, handle } = await opened();
  expect(handle.modal).toMatchObject({ custom_id: 'edit' });
  const read = new Promise((resolve) => {
    void bench.connect(async (interaction) => {
      if (!interaction.isModalSubmit()) return;
      await interaction.reply('thanks');
      const { fields } = interaction;
      const names = fields.getUploadedFiles('source', true).map((file) => file.name);
      resolve([fields.getTextInputValue('prompt'), fields.getStringSelectValues('model'), names]);
    });
  });
  await expect.poll(() => bench.discord.gateway.sessions.length).toBe(1);
  const files = [{ name: 'fox.png', bytes: Buffer.from('a') }];
  const fields = { prompt: 'a fox', model: ['real'], source: { files } };
  const submitted = await bench.discord.submitModal({ user, customId: 'edit', fields });
  expect(await read).toEqual(['a fox', ['real'], ['fox.png']]);
  expect((await submitted.acknowledged).message?.content).toBe('thanks');
});

test('a form is refused with a field missing, too long or unknown, and to who was not shown it', async () => {
  const { user } = await opened();
  const submit = (fields: Record<string, string>, who = user) =>
    bench.discord.submitModal({ user: who, customId: 'edit', fields });
  await expect(submit({})).rejects.toThrow('prompt is required');
  await expect(submit({ prompt: 'far too long a prompt' })).rejects.toThrow('0 to 10 characters');
  await expect(submit({ prompt: 'a', colour: 'red' })).rejects.toThrow('no field colour');
  await expect(submit({ prompt: 'a' }, bench.discord.addUser({ name: 'eve' }))).rejects.toThrow(
    'eve was shown no form',
  );
});

test('a form is a first response only, and never the answer to a form', async () => {
  const { user } = await opened();
  const submitted = await bench.discord.submitModal({ user, customId: 'edit', fields: { prompt: 'a' } });
  const { answer } = tokenRoutes(bench, submitted);
  expect(await refusalOf(answer({ type: 9, data: FORM }))).toBe('400 50035');
  expect(await refusalOf(answer({ type: 5 }))).toBe('done');
  expect(await refusalOf(answer({ type: 9, data: FORM }))).toBe('400 40060');
});

test('a form opened from a message may update that message', async () => {
  const scene = createScene(bench);
  const { handle, answer } = await openCommand(bench, scene);
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Edit', custom_id: 'open' }] };
  await answer({ type: 4, data: { flags: V2, components: [row] } });
  const message = handle.message();
  if (!message) throw new Error('no answer');
  const click = bench.discord.click({ user: scene.user, message, customId: 'open' });
  await tokenRoutes(bench, click).answer({ type: 9, data: FORM });
  const submitted = await bench.discord.submitModal({ user: scene.user, customId: 'edit', fields: { prompt: 'a' } });
  await tokenRoutes(bench, submitted).answer({ type: 7, data: { components: [{ type: 10, content: 'done' }] } });
  expect(submitted.message()).toBe(message);
  expect(bench.discord.message(message.channelId, message.id)?.components).toMatchObject([{ content: 'done' }]);
});
