import { expect, test } from 'vitest';
import { parseHostRule } from '../../../src/core/hosts.ts';
import { picturesIn } from '../../../src/events/orders/message-menus.ts';
import { formFields, interactionSchema } from '../../../src/events/shared/payload.ts';

const hosts = { rules: ['cdn.discordapp.com', 'media.discordapp.net'].flatMap((text) => parseHostRule(text) ?? []) };
const cdn = (name: string) => `https://cdn.discordapp.com/attachments/1/2/${name}?ex=1&hm=2`;
const seen = (message: object) =>
  picturesIn({ id: '1', ...message }, hosts).map(({ url, isSpoiler }) => [url, isSpoiler]);
const attachment = (name: string, more: object = {}) => ({
  id: name,
  filename: name,
  size: 10,
  url: cdn(name),
  content_type: 'image/png',
  ...more,
});

test('pictures are found in attachments, and nothing else of them', () => {
  const attachments = [
    attachment('a.png'),
    attachment('b.heic', { content_type: 'image/heic' }),
    attachment('c.mp4', { content_type: 'video/mp4', width: 10, height: 10 }),
    attachment('d.txt', { content_type: 'text/plain' }),
    attachment('e', { content_type: undefined, width: 5, height: 5 }),
    attachment('SPOILER_f.png'),
    attachment('g.png', { flags: 8 }),
    'nonsense',
  ];
  expect(seen({ attachments })).toEqual([
    [cdn('a.png'), false],
    [cdn('b.heic'), false],
    [cdn('e'), false],
    [cdn('SPOILER_f.png'), true],
    [cdn('g.png'), true],
  ]);
});

test('pictures are found in components however deep, each once', () => {
  const item = (name: string, more: object = {}) => ({ media: { url: cdn(name) }, ...more });
  const components = [
    { type: 17, components: [{ type: 12, items: [item('a.png'), item('b.png', { spoiler: true })] }] },
    { type: 9, components: [{ type: 10, content: 'words' }], accessory: { type: 11, media: { url: cdn('c.png') } } },
    { type: 12, items: [item('d.mp4', {}), { media: { url: cdn('v'), content_type: 'video/mp4' } }, null, 7] },
  ];
  const again = attachment('a.png', { url: `${cdn('a.png')}&again=1` });
  expect(seen({ attachments: [again], components }).map(([url]) => String(url).split(/[/?]/).at(6))).toEqual([
    'a.png',
    'b.png',
    'c.png',
    'd.mp4',
  ]);
});

test('pictures of embeds are taken from a host that is allowed, or from Discord’s copy', () => {
  const embeds = [
    { type: 'rich', image: { url: 'https://evil.example/x.png', proxy_url: cdn('x.png') } },
    { type: 'image', thumbnail: { url: cdn('y.png') } },
    { type: 'rich', thumbnail: { url: cdn('icon.png') } },
    { type: 'rich', image: { url: 'http://169.254.169.254/', proxy_url: 'file:///etc/passwd' } },
    { type: 'rich', image: 'nonsense' },
  ];
  expect(seen({ embeds }).map(([url]) => url)).toEqual([cdn('x.png'), cdn('y.png')]);
});

test('a message of a hundred pictures offers ten', () => {
  const attachments = Array.from({ length: 100 }, (_, n) => attachment(`${n}.png`));
  expect(seen({ attachments })).toHaveLength(10);
});

test('what was written into a form is read as it was written', () => {
  const nasty = '"},{"custom_id":"other","value":"x';
  const payload = interactionSchema.parse({
    id: '1',
    application_id: '2',
    type: 5,
    token: 't',
    data: { components: [{ type: 18, component: { type: 4, custom_id: 'prompt', value: nasty } }] },
  });
  expect(formFields(payload)).toEqual({ prompt: nasty });
});
