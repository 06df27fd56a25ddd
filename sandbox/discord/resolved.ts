import { type JsonObject, numberOf, objectsOf, textOf } from './json.ts';
import { memberPayload, rolePayload, userPayload } from './payloads.ts';
import type { Channel, Guild } from './types.ts';
import type { World } from './world.ts';

const TYPE = { user: 6, channel: 7, role: 8 } as const;

/** What Discord tells of the people, roles and channels that were chosen in a command's options. */
export function resolvedOf(world: World, guild: Guild | undefined, options: readonly JsonObject[]): JsonObject {
  const chosen = (type: number) =>
    [...options, ...options.flatMap((option) => objectsOf(option, 'options'))]
      .filter((option) => numberOf(option, 'type') === type)
      .map((option) => textOf(option, 'value') ?? '');
  const found = <T>(ids: readonly string[], find: (id: string) => T | undefined, show: (each: T) => JsonObject) =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const each = find(id);
        return each === undefined ? [] : [[id, show(each)] as const];
      }),
    );

  const users = chosen(TYPE.user);
  const parts = {
    users: found(users, (id) => world.users.get(id), userPayload),
    members: found(users, (id) => guild?.members.get(id), resolvedMember),
    roles: found(chosen(TYPE.role), (id) => guild?.roles.get(id), rolePayload),
    channels: found(chosen(TYPE.channel), (id) => world.channels.get(id), resolvedChannel),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, each]) => Object.keys(each).length > 0));
}

function resolvedMember(member: Parameters<typeof memberPayload>[0]): JsonObject {
  const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberPayload(member);
  return { ...rest, permissions: member.permissions.toString() };
}

const resolvedChannel = ({ id, name, type, parentId, botPermissions }: Channel): JsonObject => ({
  id,
  name,
  type,
  permissions: botPermissions.toString(),
  app_permissions: botPermissions.toString(),
  ...(parentId === undefined ? {} : { parent_id: parentId }),
});
