import type { InteractionPlace } from './interactions.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from './json.ts';
import { memberPayload, rolePayload, userPayload } from './payloads.ts';
import type { Channel, Guild, Member } from './types.ts';
import type { World } from './world.ts';

const TYPE = { user: 6, channel: 7, role: 8 } as const;

/** What Discord tells of the people, roles and channels that were chosen in a command's options. */
export function resolvedOf(world: World, place: InteractionPlace, options: readonly JsonObject[]): JsonObject {
  const { guild } = place;
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
    members: found(
      users,
      (id) => guild?.members.get(id),
      (member) => (guild ? resolvedMember(world, guild, member) : {}),
    ),
    roles: found(chosen(TYPE.role), (id) => guild?.roles.get(id), rolePayload),
    channels: found(
      chosen(TYPE.channel),
      (id) => world.channels.get(id),
      (channel) => resolvedChannel(world, place, channel),
    ),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, each]) => Object.keys(each).length > 0));
}

/** With all that everyone, the roles and the member themselves are given. */
export function resolvedMember(world: World, guild: Guild, member: Member): JsonObject {
  const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberPayload(member);
  return { ...rest, permissions: world.memberPermissions(guild, member.user).toString() };
}

/** `permissions` are those of whoever asks, `app_permissions` the bot's. */
function resolvedChannel(world: World, { guild, user }: InteractionPlace, channel: Channel): JsonObject {
  const { id, name, type, parentId, botPermissions } = channel;
  const own = guild ? world.memberPermissions(guild, user) : botPermissions;
  return {
    id,
    name,
    type,
    permissions: own.toString(),
    app_permissions: botPermissions.toString(),
    ...(parentId === undefined ? {} : { parent_id: parentId }),
  };
}
