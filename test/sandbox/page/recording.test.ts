import { expect, test } from 'vitest';
import { findMenuOf } from '../../../sandbox/discord/components.ts';
import { objectOf, objectsOf, textOf } from '../../../sandbox/discord/json.ts';
import { makePicture } from '../../../sandbox/pictures/make-picture.ts';
import { type Opened, openSandbox } from './open-sandbox.ts';

const customId = (message: unknown, action: string) =>
  new RegExp(`v1:${action}:[^"]+`).exec(JSON.stringify(message))?.[0] ?? '';

async function saved({ get }: Opened, isReport: boolean): Promise<unknown> {
  return (await get(`/recording${isReport ? '?report' : ''}`)).json();
}

test('what was done in one sitting is done again in another: commands, forms, presses, posts', {
  timeout: 90_000,
}, async () => {
  const first = await openSandbox();
  const { pictures } = first.sitting;
  const bytes = await makePicture({ prompt: 'dunes', width: 128, height: 128, seed: 1 });
  await first.act('Bình', { kind: 'post', channel: pictures.id, content: 'a picture of my holiday' });
  await first.act(
    'Ann',
    { kind: 'command', channel: pictures.id, line: '/imagine prompt:a secret fox style_reference:d.png' },
    [{ field: 'style_reference', file: { name: 'd.png', bytes, contentType: 'image/png' } }],
  );
  const card = await first.withButton('Again');
  const entry = customId(card.components, 'prompt');
  const menu = findMenuOf(card.components, entry) ?? '';
  const { modal } = await first.act('Ann', { kind: 'click', message: card.id, customId: menu, values: [entry] });
  const [row] = objectsOf(modal ?? {}, 'components');
  const field = textOf(objectOf(row ?? {}, 'component') ?? {}, 'custom_id') ?? '';
  const fields = { [field]: 'a hidden hare' };
  const sent = await first.act('Ann', { kind: 'submit', customId: textOf(modal ?? {}, 'custom_id') ?? '', fields });
  expect(sent.error).toBeUndefined();
  await first.discord.until(() => (first.shown().length >= 3 ? true : undefined));
  await first.act('Mo', { kind: 'react', message: card.id, emoji: '🔥', isAdded: true });
  await first.act('Bình', { kind: 'suggest', channel: pictures.id, line: '/hình_cũ', option: 'x' });
  const recording = await saved(first, false);
  const report = await saved(first, true);
  expect(JSON.stringify(recording)).toContain('a secret fox');
  for (const words of ['secret', 'hare', 'holiday', 'd.png', Buffer.from(bytes).toString('base64').slice(0, 40)])
    expect(JSON.stringify(report)).not.toContain(words);

  const second = await openSandbox();
  const steps: number[] = [];
  expect(await second.page.replay(recording, ({ step }) => steps.push(step))).toBeUndefined();
  expect(steps).toEqual([1, 2, 3, 4, 5]);
  const texts = () => JSON.stringify(second.shown().map(({ content, components }) => ({ content, components })));
  await expect.poll(texts).toContain('a hidden hare');
  expect(texts()).toContain('a secret fox');
  expect(texts()).toContain('a picture of my holiday');
  const liked = second.shown().find(({ reactions }) => reactions.has('🔥'));
  expect(JSON.stringify(liked?.components)).toContain('a secret fox');

  const count = second.shown().length;
  expect(await second.page.replay(report, () => undefined)).toBeUndefined();
  await expect.poll(() => second.shown()).toHaveLength(2 * count);
});

test('a recording that cannot be played ends with the step and the reason', async () => {
  const one = await openSandbox({ isBotThere: false });
  const step = { who: 'Nobody', act: { kind: 'post', channel: '{channel Darkroom sandbox/pictures}', content: 'hi' } };
  const recording = { darkroom: 'recording', version: 1, pace: 300, steps: [{ ...step, who: 'Ann' }, step] };
  expect(await one.page.replay(recording, () => undefined)).toBe('Step 2, Nobody, post: nobody of this name is here.');
  expect(one.shown().map(({ content }) => content)).toEqual(['hi']);
  expect(await one.page.replay({ ...recording, version: 2 }, () => undefined)).toContain('no recording');
});
