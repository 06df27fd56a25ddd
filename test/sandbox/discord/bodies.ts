/** One thing that is sent to Discord, in the parts by which it gets there. */
export interface Sample {
  readonly what: string;
  readonly kind: 'command' | 'commands' | 'form' | 'message' | 'suggestions';
  readonly body: object;
}

const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const COMMAND = { name: 'paint', description: 'Paints a picture' };
const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'What to see', ...more });
const command = (what: string, change: object): Sample => ({ what, kind: 'command', body: { ...COMMAND, ...change } });
const withOptions = (what: string, ...options: readonly object[]) => command(what, { options });

const refusedCommands: readonly Sample[] = [
  command('a name with spaces', { name: 'bad name' }),
  command('a name in capitals', { name: 'Paint' }),
  command('a name of 33', { name: long(33) }),
  command('a name in another language with capitals', { name_localizations: { vi: 'Vẽ' } }),
  command('a language that Discord does not have', { description_localizations: { xx: 'Paints' } }),
  command('no description', { description: '' }),
  command('a description of 101', { description: long(101) }),
  command('a description of 101 in another language', { description_localizations: { vi: long(101) } }),
  command('26 options', { options: many(26, (n) => option(`option-${n}`)) }),
  command('more than 8,000 characters', {
    options: many(25, (n) =>
      option(`option-${n}`, { choices: many(4, (at) => ({ name: long(60), value: `${at}${long(40)}` })) }),
    ),
  }),
  command('rights below none', { default_member_permissions: -1 }),
  command('a place that nobody has', { contexts: [3] }),
  command('one place twice', { contexts: [0, 0] }),
  command('direct messages of others for an app of servers', { contexts: [2], integration_types: [0] }),
  withOptions('files of no kind', { type: 11, name: 'a', description: 'A picture', file_types: ['pictures'] }),
  withOptions('a required option behind another', option('a'), option('b', { required: true })),
  withOptions('two options of one name', option('a'), option('a')),
  withOptions('an option without a description', option('a', { description: '' })),
  withOptions('an unknown kind of option', option('a', { type: 99 })),
  withOptions('26 choices', option('a', { choices: many(26, (n) => ({ name: `c${n}`, value: `c${n}` })) })),
  withOptions('a choice whose name has 101', option('a', { choices: [{ name: long(101), value: 'a' }] })),
  withOptions('a choice whose value has 101', option('a', { choices: [{ name: 'a', value: long(101) }] })),
  withOptions('choices beside suggestions', option('a', { autocomplete: true, choices: [{ name: 'a', value: 'a' }] })),
  withOptions('a range that ends before it begins', option('a', { type: 4, min_value: 5, max_value: 2 })),
  withOptions('a length that ends before it begins', option('a', { min_length: 5, max_length: 2 })),
  withOptions('plain options beside subcommands', option('a'), { type: 1, name: 'b', description: 'Paints' }),
  {
    what: 'an entry of a menu with a description',
    kind: 'command',
    body: { type: 3, name: 'Use it', description: 'a' },
  },
  { what: 'two commands of one name', kind: 'commands', body: [COMMAND, COMMAND] },
  { what: '101 commands', kind: 'commands', body: many(101, (n) => ({ ...COMMAND, name: `paint-${n}` })) },
  { what: '16 entries of a menu', kind: 'commands', body: many(16, (n) => ({ type: 3, name: `Use ${n}` })) },
];

const input = { type: 4, custom_id: 'words', style: 1 };
const choices = many(2, (n) => ({ label: `Choice ${n}`, value: `choice ${n}` }));
const menu = { type: 3, custom_id: 'menu', options: choices };
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Words', component, ...more });
const form = (what: string, change: object): Sample => ({
  what,
  kind: 'form',
  body: { custom_id: 'form', title: 'Paint', components: [label(input)], ...change },
});
const field = (what: string, component: object, more: object = {}) =>
  form(what, { components: [label(component, more)] });

const refusedForms: readonly Sample[] = [
  form('a title of 46', { title: long(46) }),
  form('no title', { title: '' }),
  form('a custom id of 101', { custom_id: long(101) }),
  form('no field', { components: [] }),
  form('six fields', { components: many(6, (n) => label({ ...input, custom_id: `words-${n}` })) }),
  form('two fields of one custom id', { components: [label(input), label(input)] }),
  form('a button', { components: [{ type: 1, components: [{ type: 2, style: 1, label: 'a', custom_id: 'a' }] }] }),
  field('a label of 46', input, { label: long(46) }),
  field('a description of 101', input, { description: long(101) }),
  field('a value of 4,001', { ...input, value: long(4001) }),
  field('a value above its own limit', { ...input, max_length: 3, value: 'abcd' }),
  field('a length that ends before it begins', { ...input, min_length: 5, max_length: 2 }),
  field('a placeholder of 101', { ...input, placeholder: long(101) }),
  field('an unknown style', { ...input, style: 3 }),
  field('an unknown kind of field', { type: 99, custom_id: 'a' }),
  field('a label of its own within a label', { ...input, label: 'Words' }),
  field('a menu without options', { ...menu, options: [] }),
  field('a menu with a value twice', { ...menu, options: [choices[0], choices[0]] }),
  field('a menu of which nothing need be chosen, and which must be filled', { ...menu, min_values: 0 }),
  field('a single choice to choose from', { type: 21, custom_id: 'one', options: choices.slice(0, 1) }),
  field('files of no kind', { type: 19, custom_id: 'files', file_types: ['pictures'] }),
  field('eleven files', { type: 19, custom_id: 'files', max_values: 11 }),
];

const text = (content: string) => ({ type: 10, content });
const row = (...components: readonly object[]) => ({ type: 1, components });
const button = (change: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...change });
const link = (url: string) => ({ type: 2, style: 5, label: 'Go', url });
const message = (what: string, ...components: readonly object[]): Sample => ({
  what,
  kind: 'message',
  body: { flags: 1 << 15, components },
});
const picture = { media: { url: 'https://pictures.test/a.png' } };
const choosing = (what: string, change: object) => message(what, row({ ...menu, ...change }));

const refusedMessages: readonly Sample[] = [
  choosing('a menu without options', { options: [] }),
  choosing('a menu of 26', { options: many(26, (n) => ({ label: `a${n}`, value: `a${n}` })) }),
  choosing('an option without a label', { options: [{ value: 'a' }] }),
  choosing('an option whose label has 101', { options: [{ label: long(101), value: 'a' }] }),
  choosing('an option whose value has 101', { options: [{ label: 'a', value: long(101) }] }),
  choosing('an option whose description has 101', { options: [{ label: 'a', value: 'a', description: long(101) }] }),
  choosing('a value twice', { options: [choices[0], choices[0]] }),
  choosing('a placeholder of 151', { placeholder: long(151) }),
  choosing('more to choose at least than at most', { min_values: 2, max_values: 1 }),
  choosing('more to choose than there is', { max_values: 3 }),
  choosing('more chosen beforehand than may be', { options: choices.map((one) => ({ ...one, default: true })) }),
  message('a link of 513', row(link(`https://a.test/${long(498)}`))),
  message('a link without an address', row({ type: 2, style: 5, label: 'Go' })),
  message('a link to a script', row(link('javascript:alert(1)'))),
  message('a link with a custom id', row({ ...link('https://a.test/'), custom_id: 'a' })),
  message('a button with a link', row(button({ url: 'https://a.test/' }))),
  message('a button of nothing', row({ type: 2, style: 1, custom_id: 'a' })),
  message('a button whose label has 81', row(button({ label: long(81) }))),
  message('a custom id of 101', row(button({ custom_id: long(101) }))),
  message('one custom id twice', row(button(), button())),
  message('a button beside a menu', row(button(), menu)),
  message('an alt text of 1,025', { type: 12, items: [{ ...picture, description: long(1025) }] }),
  message('an empty text', text('')),
  message('4,001 characters', text(long(2001)), text(long(2000))),
  message('41 components', ...many(41, () => text('a'))),
  message('a colour beyond white', { type: 17, accent_color: 0x1000000, components: [text('a')] }),
  message('a space of three', { type: 14, spacing: 3 }),
  message('four texts in a section', { type: 9, components: many(4, () => text('a')), accessory: button() }),
  {
    what: 'mentions of all and of some',
    kind: 'message',
    body: { content: 'a', allowed_mentions: { parse: ['users'], users: ['1100000000000000001'] } },
  },
  {
    what: '101 people to mention',
    kind: 'message',
    body: { content: 'a', allowed_mentions: { users: many(101, (n) => `11000000000000000${n}`) } },
  },
];

const suggestions = (what: string, ...given: readonly object[]): Sample => ({
  what,
  kind: 'suggestions',
  body: { choices: given },
});

const refusedSuggestions: readonly Sample[] = [
  suggestions('26 suggestions', ...many(26, (n) => ({ name: `a${n}`, value: `a${n}` }))),
  suggestions('a suggestion without a name', { name: '', value: 'a' }),
  suggestions('a suggestion whose name has 101', { name: long(101), value: 'a' }),
  suggestions('a suggestion whose value has 101', { name: 'a', value: long(101) }),
  suggestions('a suggestion without a value', { name: 'a' }),
];

/** What Discord answers with 50035. */
export const refusedSamples: readonly Sample[] = [
  ...refusedCommands,
  ...refusedForms,
  ...refusedMessages,
  ...refusedSuggestions,
];

const moons = '🌕'.repeat(4000);

/** The same at the limit, which Discord takes. */
export const takenSamples: readonly Sample[] = [
  command('a name of 32 and a description of 100', { name: long(32), description: long(100) }),
  command('names in other languages', { name_localizations: { vi: 'vẽ_tranh', hi: 'चित्र', th: 'วาด' } }),
  command('everywhere', { contexts: [0, 1, 2], integration_types: [0, 1], default_member_permissions: '32' }),
  command('25 options', { options: many(25, (n) => option(`option-${n}`, { required: n < 3 })) }),
  withOptions('25 choices', option('a', { choices: many(25, (n) => ({ name: long(99) + (n % 10), value: `c${n}` })) })),
  withOptions('pictures only', { type: 11, name: 'a', description: 'A picture', file_types: ['image', '.psd'] }),
  withOptions('groups', {
    type: 2,
    name: 'a',
    description: 'A group',
    options: [{ type: 1, name: 'b', description: 'A part', options: [option('c')] }],
  }),
  { what: 'an entry of a menu', kind: 'command', body: { type: 3, name: 'Use It Now' } },
  { what: '100 commands', kind: 'commands', body: many(100, (n) => ({ ...COMMAND, name: `paint-${n}` })) },
  form('five fields', { components: many(5, (n) => label({ ...input, custom_id: `words-${n}` })), title: long(45) }),
  form('a text above a field', { components: [{ type: 10, content: 'Say it' }, label(input)] }),
  form('an old row', { components: [row({ ...input, label: 'Words' })] }),
  field('a value of 4,000', { ...input, value: long(4000) }, { label: long(45), description: long(100) }),
  field('a menu that may stay empty', { ...menu, min_values: 0, max_values: 1, required: false }),
  field('ten files', { type: 19, custom_id: 'files', max_values: 10, file_types: ['image'] }),
  field('a choice of one', { type: 21, custom_id: 'one', options: choices }),
  field('a choice of some', { type: 22, custom_id: 'some', options: choices, max_values: 2 }),
  field('a tick', { type: 23, custom_id: 'tick' }),
  choosing('a menu of 25', {
    options: many(25, (n) => ({ label: long(100), value: `${n}`.padEnd(100, 'x') })),
    placeholder: long(150),
    min_values: 0,
    max_values: 25,
  }),
  message('a link of 512', row(link(`https://a.test/${long(497)}`))),
  message('an alt text of 1,024', { type: 12, items: [{ ...picture, description: long(1024) }] }),
  message('4,000 moons', text(moons)),
  message('40 components', ...many(40, () => text('a'))),
  message('a menu of people', row({ type: 5, custom_id: 'who', max_values: 3 })),
  suggestions('25 suggestions', ...many(25, (n) => ({ name: long(99) + (n % 10), value: `${n}`.padEnd(100, 'x') }))),
  suggestions('none'),
];
