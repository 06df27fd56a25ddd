import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { actorOf } from '../../../src/events/shared/actor.ts';
import { standingOf } from '../../../src/events/shared/moderator.ts';
import { interactionSchema } from '../../../src/events/shared/payload.ts';

const documents = (moderatorRole?: string) => ({
  get: async (key: string) => (key === 'server:10' && moderatorRole ? JSON.stringify({ moderatorRole }) : undefined),
  set: async () => {},
  delete: async () => false,
  clear: async () => {},
});

async function standing(
  member: object | undefined,
  { owners = { '0': '10' }, role }: { owners?: object; role?: string } = {},
) {
  const payload = interactionSchema.parse({
    id: '1',
    application_id: '2',
    type: 2,
    token: 't',
    ...(member ? { guild_id: '10', member } : { user: { id: '5' } }),
    channel_id: '3',
    authorizing_integration_owners: owners,
  });
  const actor = actorOf(payload, 0);
  return actor && standingOf({ documents: documents(role) }, payload, actor);
}

const member = (permissions: bigint | string, roles: string[] = []) => ({
  user: { id: '5' },
  permissions: permissions.toString(),
  roles,
});

test.each([
  ['Manage Server', PermissionFlagsBits.ManageGuild, 'moderator'],
  ['Administrator', PermissionFlagsBits.Administrator, 'moderator'],
  ['Manage Messages', PermissionFlagsBits.ManageMessages, 'member'],
  ['nothing', 0n, 'member'],
  ['nonsense', 'all of them', 'member'],
])('%s makes a %#', async (_, permissions, expected) => {
  expect(await standing(member(permissions))).toBe(expected);
});

test('the role of the settings is enough, and only while the member has it', async () => {
  expect(await standing(member(0n, ['7', '8']), { role: '8' })).toBe('moderator');
  expect(await standing(member(0n, ['7']), { role: '8' })).toBe('member');
  expect(await standing(member(0n, ['8']))).toBe('member');
});

test('where the bot is no member, or outside of servers, nobody moderates', async () => {
  expect(await standing(member(PermissionFlagsBits.Administrator), { owners: { '1': '5' } })).toBe('elsewhere');
  expect(await standing(undefined)).toBe('elsewhere');
});
