import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { options } from '../../sandbox/cards/samples/pictures.ts';
import { commandBody, optionBodies } from '../../src/views/command-body.ts';

const shape = {
  name: 'imagine',
  localNames: { vi: 'vẽ'.normalize('NFD') },
  description: { en: 'Make a picture', vi: 'Tạo ảnh' },
  options,
};
const body = commandBody(shape, 'global');
const optionNamed = (name: string) => body.options?.find((option) => option.name === name);

describe('the body of a command', () => {
  it('puts what is required first and keeps the order otherwise', () => {
    expect(body.options?.map(({ name }) => name)).toEqual([
      'prompt',
      'model',
      'hdr',
      'look_strength',
      'repeatable',
      'look',
      'style_reference',
      'private',
      'spoiler',
    ]);
    expect(body.options?.map(({ required }) => required === true)).toEqual([true, ...Array(8).fill(false)]);
  });

  it('speaks both languages, in composed letters', () => {
    expect(body.name_localizations).toEqual({ vi: 'vẽ'.normalize('NFC') });
    expect(body.description_localizations).toEqual({ vi: 'Tạo ảnh' });
    expect(optionNamed('model')).toMatchObject({
      name_localizations: { vi: 'mô_hình' },
      description_localizations: { vi: 'Tác dụng của mô_hình' },
      choices: [
        { name: 'Realism', name_localizations: { vi: 'Chân thực' }, value: 'realism' },
        { name: 'Fluid', name_localizations: { vi: 'Uyển chuyển' }, value: 'fluid' },
      ],
    });
  });

  it('gives every kind of option its type and its limits', () => {
    const { Attachment, Boolean: Flag, Integer, Number: Decimal, String: Text } = ApplicationCommandOptionType;
    expect(optionNamed('prompt')).toMatchObject({ type: Text, max_length: 2000 });
    expect(optionNamed('hdr')).toMatchObject({ type: Integer, min_value: 0, max_value: 100 });
    expect(optionNamed('look_strength')).toMatchObject({ type: Decimal, min_value: 0, max_value: 2 });
    expect(optionNamed('repeatable')).toMatchObject({ type: Flag });
    expect(optionNamed('look')).toMatchObject({ type: Text, autocomplete: true });
    expect(optionNamed('style_reference')).toMatchObject({ type: Attachment, file_types: ['image'] });
  });

  it('names no limit where the API names none', () => {
    const base = { localNames: { vi: 'số' }, description: { en: 'A number', vi: 'Một số' }, required: false } as const;
    const open = [
      { ...base, name: 'steps', kind: 'integer', minimum: 1 },
      { ...base, name: 'guidance', kind: 'number' },
    ] as const;
    const [steps, guidance] = commandBody({ ...shape, options: open }, 'guild').options ?? [];
    expect(steps).toMatchObject({ type: ApplicationCommandOptionType.Integer, min_value: 1 });
    expect(steps).not.toHaveProperty('max_value');
    expect(guidance).not.toHaveProperty('min_value');
    expect(guidance).not.toHaveProperty('max_value');
  });

  it('offers the channels that can be chosen, and no others', () => {
    const base = {
      localNames: { vi: 'kênh' },
      description: { en: 'A channel', vi: 'Một kênh' },
      required: false,
    } as const;
    const wanted = [
      { ...base, name: 'log', kind: 'channel', channels: 'with-messages' },
      { ...base, name: 'any', kind: 'channel' },
    ] as const;
    const [log, any] = optionBodies(wanted);
    expect(log).toMatchObject({ type: ApplicationCommandOptionType.Channel, channel_types: [0, 2, 5, 10, 11, 12, 13] });
    expect(any).not.toHaveProperty('channel_types');
  });

  it('offers suggestions without a list, which Discord would hold a member to', () => {
    const aspect = {
      name: 'aspect',
      kind: 'text',
      required: false,
      localNames: { vi: 'tỉ_lệ' },
      description: { en: 'Shape', vi: 'Tỉ lệ' },
      choices: [{ value: '16:9', name: { en: '16:9 wide', vi: '16:9 rộng' } }],
      suggests: 'choices',
    } as const;
    const [option] = commandBody({ ...shape, options: [aspect] }, 'guild').options ?? [];
    expect(option).toMatchObject({ type: ApplicationCommandOptionType.String, autocomplete: true });
    expect(option).not.toHaveProperty('choices');
  });

  it('says where it may be used only of global commands', () => {
    expect(body).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
    const inGuild = commandBody(shape, 'guild');
    expect(inGuild).not.toHaveProperty('integration_types');
    expect(inGuild).not.toHaveProperty('contexts');
    expect(inGuild.options).toEqual(body.options);
  });

  it('does not add a common option that the operation has itself', () => {
    const spoiler = options.filter(({ name }) => name === 'repeatable').map((flag) => ({ ...flag, name: 'spoiler' }));
    const names = commandBody({ ...shape, options: spoiler }, 'guild').options?.map(({ name }) => name);
    expect(names).toEqual(['spoiler', 'private']);
  });
});
