import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createScene, openCommand, refusalOf, startBench } from './bot.ts';

const V2 = 32768;
const text = (content: string) => ({ type: 10, content });
const button = (custom_id: string) => ({ type: 2, style: 1, label: 'Go', custom_id });
const gallery = (...urls: string[]) => ({ type: 12, items: urls.map((url) => ({ media: { url } })) });
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

let bench: Bench;
let opened: Awaited<ReturnType<typeof openCommand>>;
beforeEach(async () => {
  bench = await startBench({ limits: { tokenEdits: 'off' } });
  opened = await openCommand(bench, createScene(bench));
});
afterEach(() => bench.stop());

const reply = (components: readonly object[], flags = V2) => opened.answer({ type: 4, data: { flags, components } });

describe('a message with Components V2', () => {
  test.each([
    ['41 components', Array.from({ length: 41 }, () => text('a'))],
    ['more than 4000 characters', [text('a'.repeat(3000)), text('b'.repeat(1001))]],
    ['the same custom id twice', [{ type: 1, components: [button('a'), button('a')] }]],
    ['an unknown component', [{ type: 99 }]],
    ['a container in a container', [{ type: 17, components: [{ type: 17, components: [text('a')] }] }]],
    ['a section without accessory', [{ type: 9, components: [text('a')] }]],
    ['six buttons in a row', [{ type: 1, components: ['a', 'b', 'c', 'd', 'e', 'f'].map(button) }]],
    ['eleven pictures in a gallery', [gallery(...Array.from({ length: 11 }, () => 'https://a.test/a.png'))]],
    ['a picture that is not attached', [gallery('attachment://none.png')]],
    ['a file by link', [{ type: 13, file: { url: 'https://a.test/a.zip' } }]],
  ])('is refused with %s', async (_what, components) => {
    expect(await refusalOf(reply(components))).toBe('400 50035');
  });

  test('is refused beside content, and without its flag', async () => {
    const data = { flags: V2, content: 'a', components: [text('a')] };
    expect(await refusalOf(opened.answer({ type: 4, data }))).toBe('400 50035');
    expect(await refusalOf(reply([text('a')], 0))).toBe('400 50035');
  });

  test('names the wrong field', async () => {
    await reply([text('a'), { type: 99 }]).catch(() => undefined);
    expect(bench.discord.exchanges.at(-1)?.response).toMatchObject({
      code: 50035,
      errors: { data: { components: { 1: { type: { _errors: [{ code: 'UNION_TYPE_CHOICES' }] } } } } },
    });
  });

  test('stays one: no edit takes the flag off or brings content back', async () => {
    await reply([text('a')]);
    await opened.edit({ flags: 0, components: [text('b')] });
    expect(opened.handle.message()).toMatchObject({ flags: V2, components: [{ content: 'b' }] });
    expect(await refusalOf(opened.edit({ content: 'plain' }))).toBe('400 50035');
  });

  test('grows out of a plain one only when the content is taken away', async () => {
    await opened.answer({ type: 4, data: { content: 'plain' } });
    expect(await refusalOf(opened.edit({ flags: V2, components: [text('a')] }))).toBe('400 50035');
    expect(await refusalOf(opened.edit({ flags: V2, content: null, components: [text('a')] }))).toBe('done');
  });

  test('shows an attachment with its size and a fresh link, and keeps it by id through an edit', async () => {
    await opened.answer({ type: 5 });
    await opened.edit({ flags: V2, components: [gallery('attachment://a.png')] }, [{ name: 'a.png', data: png }]);
    const message = opened.handle.message();
    const [file] = message?.attachments ?? [];
    if (!message || !file) throw new Error('no attachment');
    expect(file).toMatchObject({ width: 2, height: 3, contentType: 'image/png', size: png.length });
    const media = {
      url: expect.stringContaining(`/${file.id}/a.png?ex=`),
      width: 2,
      height: 3,
      attachment_id: file.id,
    };
    expect(bench.discord.payload(message)).toMatchObject({ components: [{ items: [{ media }] }] });
    await opened.edit({ attachments: [{ id: file.id }], components: [text('now'), gallery('attachment://a.png')] });
    expect(opened.handle.message()?.attachments).toEqual([file]);
    expect(opened.handle.message()?.edits).toHaveLength(2);
  });

  test('loses an attachment that an edit does not list, but not while a component shows it', async () => {
    await opened.answer({ type: 5 });
    await opened.edit({ flags: V2, components: [gallery('attachment://a.png')] }, [{ name: 'a.png', data: png }]);
    const [file] = opened.handle.message()?.attachments ?? [];
    if (!file) throw new Error('no attachment');
    expect(await refusalOf(opened.edit({ attachments: [] }))).toBe('400 50035');
    await opened.edit({ attachments: [], components: [text('gone')] });
    expect(opened.handle.message()?.attachments).toEqual([]);
    expect((await fetch(bench.discord.attachmentUrl(file))).status).toBe(404);
  });
});

test('garbage that calls itself a picture is kept without a size', async () => {
  await opened.answer({ type: 4, data: { content: 'a' } }, [{ name: 'my  picture!.png', data: Buffer.from('no') }]);
  expect(opened.handle.message()?.attachments).toMatchObject([{ filename: 'my_picture.png', width: undefined }]);
});

test('new attachments take their words from the entry that names their part', async () => {
  await opened.answer({ type: 5 });
  const attachments = [{ id: '0', description: 'A fox', is_spoiler: true }];
  await opened.edit({ attachments }, [{ name: 'a.png', data: png }]);
  expect(opened.handle.message()?.attachments).toMatchObject([{ description: 'A fox', spoiler: true }]);
  expect(await refusalOf(opened.edit({ attachments: [{ id: '123456789012345678' }] }))).toBe('400 50035');
});
