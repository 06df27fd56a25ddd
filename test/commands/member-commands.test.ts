import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { memberCommands, moderatorCommands, operations } from '../../src/commands/index.ts';
import type { MemberCommand } from '../../src/core/command.ts';
import { memberCommandBody } from '../../src/views/command-body.ts';
import { expectWithinLimits } from './discord-limits.ts';

const FOLDER = fileURLToPath(new URL('../../src/commands/', import.meta.url));
const isMemberCommand = (value: unknown): value is MemberCommand =>
  typeof value === 'object' && value !== null && 'audience' in value;

test('every member command in the folder is registered, in a file of its name', async () => {
  const found = await Promise.all(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => name.endsWith('.ts'))
      .map(async (file) => {
        const module: object = await import(`${FOLDER}${file}`);
        return Object.values(module)
          .filter(isMemberCommand)
          .map((command) => ({ file, command }));
      }),
  );
  expect(found.flat().map(({ file }) => file)).toEqual(found.flat().map(({ command }) => `${command.name}.ts`));
  expect(new Set(found.flat().map(({ command }) => command))).toEqual(
    new Set([...memberCommands, ...moderatorCommands]),
  );
});

test('no two commands share a name, in any language', () => {
  const all = [...operations, ...memberCommands, ...moderatorCommands];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(new Set(all.map(({ localNames }) => localNames.vi)).size).toBe(all.length);
});

describe.each(memberCommands.map((command): [string, MemberCommand] => [command.name, command]))(
  '/%s',
  (_, command) => {
    test.each(['global', 'guild'] as const)('keeps to the limits of Discord (%s)', async (scope) => {
      await expectWithinLimits(memberCommandBody(command, scope));
    });

    test('is for everybody, in servers, direct messages and by user install', () => {
      expect(memberCommandBody(command, 'global')).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
      expect(memberCommandBody(command, 'global')).not.toHaveProperty('default_member_permissions');
      expect(memberCommandBody(command, 'guild')).not.toHaveProperty('contexts');
    });

    test('says everything in both languages', () => {
      for (const { en, vi } of [command.description, ...command.options.map(({ description }) => description)]) {
        expect(en).not.toBe(vi);
      }
    });
  },
);

describe('a command for moderators with subcommands', () => {
  const texts = (name: string) => ({ name, localNames: { vi: name }, description: { en: name, vi: `${name} ạ` } });
  const option = (name: string, kind: MemberCommand['options'][number]['kind']) => ({
    ...texts(name),
    kind,
    required: false,
  });
  const body = memberCommandBody(
    {
      ...texts('limits'),
      options: [],
      subcommands: [
        { ...texts('log'), options: [{ ...option('page', 'integer'), minimum: 1 }] },
        {
          ...texts('set'),
          options: [
            option('channel', 'channel'),
            option('role', 'role'),
            { ...option('member', 'member'), required: true },
          ],
        },
      ],
      place: 'servers',
      audience: 'moderators',
    },
    'global',
  );

  test('is one that Discord takes', () => expectWithinLimits(body));

  test('is shown to those who manage the server, in servers only', () => {
    expect(body).toMatchObject({ default_member_permissions: '32', integration_types: [0], contexts: [0] });
  });

  test('gives each subcommand its options, what is required first', () => {
    const { Channel, Role, Subcommand, User } = ApplicationCommandOptionType;
    expect(body.options).toMatchObject([
      { type: Subcommand, name: 'log', options: [{ name: 'page', min_value: 1 }] },
      {
        type: Subcommand,
        name: 'set',
        options: [
          { name: 'member', type: User, required: true },
          { name: 'channel', type: Channel },
          { name: 'role', type: Role },
        ],
      },
    ]);
  });
});
