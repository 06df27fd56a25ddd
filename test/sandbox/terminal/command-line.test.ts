import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, parseJson } from '../../../sandbox/discord/json.ts';
import { completions, parseCommandLine, readOptions } from '../../../sandbox/terminal/command-line.ts';
import { imagine } from '../../../src/commands/imagine.ts';
import { commandBody } from '../../../src/views/command-body.ts';

function registered(...bodies: readonly unknown[]): readonly JsonObject[] {
  return bodies.map((body) => parseJson(JSON.stringify(body))).filter(isObject);
}
const option = (type: number, name: string) => ({ type, name, description: name });
const commands = registered(
  commandBody(imagine, 'global'),
  { name: 'style', options: [option(4, 'structure_strength'), option(4, 'strength'), option(11, 'image')] },
  { name: 'limits', options: [{ ...option(1, 'set'), options: [option(4, 'daily')] }, option(1, 'show')] },
  { name: 'Picture details', type: 3 },
);

const openFile = async (path: string) => ({ name: basename(path), bytes: await readFile(path) });

async function read(line: string) {
  const typed = parseCommandLine(line, commands);
  return typeof typed === 'string' ? typed : { name: typed.name, ...(await readOptions(typed, openFile)) };
}

describe('a line', () => {
  test.each([
    ['/imagine prompt:a red fox model:zen', { name: 'imagine', prompt: 'a red fox', model: 'zen' }],
    ['  /imagine   a red fox  ', { name: 'imagine', prompt: 'a red fox' }],
    ['/imagine a red fox model:zen count:2', { name: 'imagine', prompt: 'a red fox', model: 'zen', count: 2 }],
    ['/imagine model:zen prompt:a fox', { name: 'imagine', prompt: 'a fox', model: 'zen' }],
    ['/imagine prompt:at 10:30, note: a fox', { name: 'imagine', prompt: 'at 10:30, note: a fox' }],
    ['/imagine prompt:con mèo ngủ trên mái nhà', { name: 'imagine', prompt: 'con mèo ngủ trên mái nhà' }],
    ['/imagine prompt:a fox repeatable:no look_strength:12.5', { repeatable: false, look_strength: 12.5 }],
    ['/imagine prompt:a fox colors:#ff8800:0.6, #0aa', { colors: '#ff8800:0.6, #0aa' }],
    ['/imagine', { name: 'imagine' }],
    ['/limits set daily:5', { name: 'limits set', daily: 5 }],
    ['/limits show', { name: 'limits show' }],
  ])('%s', async (line, expected) => expect(await read(line)).toMatchObject(expected));

  test.each([
    ['/imagin a fox', 'There is no /imagin. Known: /imagine /style /limits set /limits show'],
    ['a fox', 'There is no /a.'],
    ['/', 'There is no /.'],
    ['/limits', 'There is no /limits. Known: /imagine'],
    ['/limits get', 'There is no /limits.'],
    ['/style a fox', '"a fox" belongs to no option. /style takes: structure_strength: strength: image:'],
    ['/imagine a fox prompt:b', '"a fox" belongs to no option.'],
  ])('%s is answered with what there is', (line, expected) => {
    expect(parseCommandLine(line, commands)).toContain(expected);
  });

  test.each([
    ['/imagine prompt:a hdr:', 'Option hdr takes a number.'],
    ['/imagine prompt:a hdr:many', 'Option hdr takes a number.'],
    ['/imagine prompt:a look_strength:Infinity', 'Option look_strength takes a number.'],
    ['/imagine prompt:a repeatable:perhaps', 'Option repeatable takes yes or no.'],
    ['/style image:./nothing-here.png', 'Option image takes a file; "./nothing-here.png" cannot be read.'],
  ])('%s is not sent as something else', async (line, message) => {
    await expect(read(line)).rejects.toThrow(message);
  });

  test('a prompt comes through as it was typed', () => {
    const words = fc.string().map((text) => text.trim());
    fc.assert(
      fc.property(words, (prompt) => {
        const names = imagine.options.map(({ name }) => `${name}:`);
        fc.pre(prompt !== '' && !names.some((name) => prompt.includes(name)));
        expect(parseCommandLine(`/imagine model:zen prompt:${prompt}`, commands)).toMatchObject({
          values: { model: 'zen', prompt },
        });
      }),
    );
  });

  test('a path becomes a file with its name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-line-'));
    await writeFile(join(folder, 'my photo.png'), 'bytes');
    const given = await read(`/style image:${join(folder, 'my photo.png')} strength:5`);
    expect(given).toMatchObject({
      image: { file: { name: 'my photo.png', bytes: Buffer.from('bytes') } },
      strength: 5,
    });
    await rm(folder, { recursive: true });
  });
});

describe('Tab', () => {
  test.each([
    ['', ['/imagine ', '/style ', '/limits set ', '/limits show ']],
    ['/', ['/imagine ', '/style ', '/limits set ', '/limits show ']],
    ['/im', ['/imagine ']],
    ['/imagine', ['/imagine ']],
    ['/limits s', ['/limits set ', '/limits show ']],
    ['/limits set ', ['/limits set daily:']],
    ['/imagine prompt:a fox mod', ['/imagine prompt:a fox model:']],
    ['/imagine model:ze', ['/imagine model:zen ']],
    ['/imagine prompt:a model:zen mod', []],
    ['/style ', ['/style structure_strength:', '/style strength:', '/style image:']],
    ['/style structure_strength:5 ', ['/style structure_strength:5 strength:', '/style structure_strength:5 image:']],
    ['/nothing ', []],
    ['a fox', []],
  ])('after %j offers %j', (line, expected) => expect(completions(line, commands)).toEqual(expected));

  test('offers every choice of an option, each of which can be sent', async () => {
    const lines = completions('/imagine prompt:a aspect:', commands);
    expect(lines).toHaveLength(imagine.options.find(({ name }) => name === 'aspect')?.choices?.length ?? -1);
    for (const line of lines) expect(await read(line)).toMatchObject({ prompt: 'a', aspect: expect.any(String) });
  });

  test('only ever lengthens what was typed', () => {
    const piece = fc.constantFrom('/', 'imagine', ' ', 'model:', 'z', 'prompt:', 'limits', 'set', ':', 'x', '\\', '(');
    const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(line, (text) => {
        for (const each of completions(text, commands)) expect(each.startsWith(text)).toBe(true);
      }),
    );
  });
});
