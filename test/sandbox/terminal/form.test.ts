import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyCard } from '../../../sandbox/cards/every-card.ts';
import { COMPONENT } from '../../../sandbox/discord/components.ts';
import type { JsonObject } from '../../../sandbox/discord/json.ts';
import { submittedComponents } from '../../../sandbox/discord/modals.ts';
import { createForm } from '../../../sandbox/terminal/form.ts';
import { openFile } from '../../../sandbox/terminal/seat.ts';

const context = {
  names: { user: () => 'Ann', role: () => 'painters', channel: () => 'pictures', now: () => 0, locale: () => 'en' },
  look: { hasColors: false, columns: Number.POSITIVE_INFINITY },
  choosable: () => [
    { value: '41', label: '@Ann' },
    { value: '42', label: '@Bình' },
  ],
  openFile,
};
const options = [
  { label: 'One', value: '1', description: 'the first' },
  { label: 'Two', value: '2' },
  { label: 'Three', value: '3' },
];
const formOf = (component: JsonObject) =>
  createForm(
    {
      custom_id: 'f',
      title: 'A form',
      components: [{ type: 18, label: 'A field', component: { custom_id: 'x', ...component } }],
    },
    context,
  );

async function answered(component: JsonObject, ...lines: readonly string[]) {
  const form = formOf(component);
  const problems: string[] = [];
  for (const line of lines) problems.push((await form.answer(line)) ?? '');
  return { problems: problems.filter((each) => each !== ''), isDone: form.question() === undefined, ...form.answers() };
}

test.each<[string, JsonObject, string, unknown]>([
  ['words', { type: 4 }, 'a fox', 'a fox'],
  ['an empty line, which keeps what stands there', { type: 4, value: 'a cat' }, '', 'a cat'],
  ['a dash, which clears what may stay empty', { type: 4, value: 'a cat', required: false }, '-', ''],
  ['a dash, where something is needed', { type: 4 }, '-', '-'],
  ['several lines in one', { type: 4, style: 2 }, 'a\\nb', 'a\nb'],
  ['a number of one choice', { type: 3, options }, '2', ['2']],
  ['numbers of several', { type: 3, options, max_values: 3 }, '3, 1', ['3', '1']],
  ['names of several', { type: 22, options }, 'two,three', ['2', '3']],
  ['what was chosen before', { type: 3, options: [{ ...options[0], default: true }] }, '', ['1']],
  ['nothing, where nothing is needed', { type: 3, options, required: false, min_values: 0 }, '', []],
  ['a person', { type: 5 }, '@Bình', ['42']],
  ['one of few', { type: 21, options }, '3', '3'],
  ['a yes', { type: 23 }, 'yes', true],
  ['a tick that stood', { type: 23, default: true }, '', true],
])('a form takes %s', async (_, component, line, expected) => {
  expect(await answered(component, line)).toMatchObject({
    problems: [],
    isDone: true,
    customId: 'f',
    fields: { x: expected },
  });
});

test.each<[string, JsonObject, string, string]>([
  ['nothing, where something is needed', { type: 4 }, '', 'This needs an answer.'],
  ['too few letters', { type: 4, min_length: 3 }, 'a', 'This takes 3 to 4000 letters; that were 1.'],
  ['a number that is not there', { type: 3, options }, '9', 'There is no "9" here: give numbers from 1 to 3.'],
  ['too many', { type: 3, options }, '1,2', 'Choose 1.'],
  ['too few', { type: 3, options, min_values: 2, max_values: 3 }, '1', 'Choose 2 to 3, as 1,2.'],
  ['neither yes nor no', { type: 23 }, 'perhaps', 'Answer yes or no.'],
  ['a file that is not there', { type: 19 }, './nothing.png', '"./nothing.png" cannot be read.'],
])('a form asks once more after %s', async (_, component, line, problem) => {
  expect(await answered(component, line)).toMatchObject({ problems: [problem], isDone: false });
});

test('a file comes by its path, also one in quotes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-form-'));
  const path = join(folder, 'my, photo.png');
  await writeFile(path, 'bytes');
  const { files } = await answered({ type: 19 }, `'${path}'`);
  expect(files).toEqual([{ field: 'x', file: { name: 'my, photo.png', bytes: Buffer.from('bytes') } }]);
  expect(await answered({ type: 19, required: false }, '')).toMatchObject({ isDone: true, files: [] });
  await rm(folder, { recursive: true });
});

test('a form that is asked again begins with what was answered', async () => {
  const form = formOf({ type: 3, options, max_values: 3 });
  await form.answer('1,3');
  const again = form.again();
  expect(again.question()?.join('\n')).toContain('[One, Three]');
  await again.answer('');
  expect(again.answers().fields).toEqual({ x: ['1', '3'] });
});

/** All that can be filled in. */
const FIELDS: Readonly<Record<string, { readonly more: JsonObject; readonly line: string }>> = {
  stringSelect: { more: { options }, line: '1' },
  textInput: { more: {}, line: 'a fox' },
  userSelect: { more: {}, line: '1' },
  roleSelect: { more: {}, line: '1' },
  mentionableSelect: { more: {}, line: '1' },
  channelSelect: { more: {}, line: '1' },
  fileUpload: { more: {}, line: './package.json' },
  radioGroup: { more: { options }, line: '1' },
  checkboxGroup: { more: { options }, line: '1' },
  checkbox: { more: {}, line: 'yes' },
};
const OF_MESSAGES = [
  'row',
  'button',
  'section',
  'text',
  'thumbnail',
  'gallery',
  'file',
  'separator',
  'container',
  'label',
];

test('every type of component belongs to a message or can be filled in', () => {
  expect([...Object.keys(FIELDS), ...OF_MESSAGES].sort()).toEqual(Object.keys(COMPONENT).sort());
});

test.each(Object.entries(FIELDS))('a %s in a form is no dead end', async (name, { more, line }) => {
  const [, type = 0] = Object.entries(COMPONENT).find(([each]) => each === name) ?? [];
  const component = { type, custom_id: 'x', ...more };
  const { isDone, fields, files } = await answered(component, line);
  expect(isDone).toBe(true);
  const modal = { components: [{ type: 18, label: 'A field', component }] };
  const given = files.length > 0 ? { x: { files: files.map(({ file }) => file) } } : fields;
  // whatever Discord's client would not send is refused by throwing
  const [sent] = submittedComponents(modal, given, () => 'file');
  expect(JSON.stringify(sent)).toMatch(/"values?":(?:true|\[?"[^"]+")/);
});

test.each(['en', 'vi'] as const)('every form of the bot can be filled in to its end: %s', async (language) => {
  const forms = everyCard(language)['Forms'] ?? [];
  expect(forms.length).toBeGreaterThan(3);
  for (const { name, body } of forms) {
    const json: JsonObject = JSON.parse(JSON.stringify(body));
    const form = createForm(json, context);
    for (let asked = 0; form.question() !== undefined && asked < 20; asked += 1) {
      const said = form.question()?.join('\n') ?? '';
      expect(said, name).not.toMatch(/<[@#/:t]|\*\*|^-# |\{"type"/m);
      for (const line of ['', '1', 'a fox', './package.json']) if ((await form.answer(line)) === undefined) break;
    }
    expect(form.question(), name).toBeUndefined();
  }
});
