import type {
  Autocomplete,
  Choice,
  RunCommand,
  RunContextCommand,
  RunMessageCommand,
  RunUserCommand,
} from './act-types.ts';
import { type Acting, openingOf, takeFiles } from './acting.ts';
import { buildOptions } from './command-options.ts';
import { placeOf } from './envelope.ts';
import type { InteractionHandle } from './handles.ts';
import { type InteractionRecord, KIND } from './interactions.ts';
import { type JsonObject, numberOf, objectOf, textOf } from './json.ts';
import { userPayload } from './payloads.ts';
import { resolvedMember, resolvedOf } from './resolved.ts';

const TYPE = { chatInput: 1, user: 2, message: 3 } as const;

/** Slash commands, their completion, and the two right-click menus. */
export function createCommandActs(acting: Acting) {
  const { world, commands, payloads, interactions, handles, nextId } = acting;

  function commandOf(act: RunContextCommand, type: number): { command: JsonObject; path: readonly string[] } {
    const [name = '', ...path] = type === TYPE.chatInput ? act.name.split(' ') : [act.name];
    return { command: commands.find(act, type, name), path };
  }

  const headOf = (command: JsonObject): JsonObject => ({
    id: command['id'],
    name: command['name'],
    type: command['type'],
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
  });

  async function openCommand(act: RunCommand, kind: number, focused?: string): Promise<InteractionRecord> {
    const { command, path } = commandOf(act, TYPE.chatInput);
    const given = act.options ?? {};
    buildOptions(command, path, given, () => '', focused);
    const { resolved, take } = await takeFiles(acting, Object.values(given), {
      channelId: act.channel.id,
      sizeLimit: act.attachmentSizeLimit,
    });
    const options = buildOptions(command, path, given, take, focused);
    const about = { name: act.name, command_type: TYPE.chatInput };
    const place = placeOf(world, act.user, act.channel);
    const opening = openingOf(act, act.id ?? nextId(), kind, place, about);
    const all = { ...objectOf(resolved, 'resolved'), ...resolvedOf(world, place, options) };
    const told = Object.keys(all).length > 0 ? { resolved: all } : {};
    return interactions.open({ ...opening, data: { ...headOf(command), options, ...told } });
  }

  function openContext(act: RunContextCommand, type: number, target: string, resolved: JsonObject): InteractionHandle {
    const data = { ...headOf(commandOf(act, type).command), target_id: target, resolved };
    const place = placeOf(world, act.user, act.channel);
    const opening = openingOf(act, act.id ?? nextId(), KIND.command, place, { name: act.name, command_type: type });
    return handles.of(interactions.open({ ...opening, data }));
  }

  return {
    /** What Discord's client offers to this person here. */
    commandsFor: commands.seenBy,

    /** `name` may be `limits set`; what Discord's client would not send is refused by throwing. */
    runCommand: async (act: RunCommand): Promise<InteractionHandle> => handles.of(await openCommand(act, KIND.command)),

    async autocomplete(act: Autocomplete): Promise<readonly Choice[]> {
      const record = await openCommand(act, KIND.autocomplete, act.focused);
      await record.acknowledged;
      return (record.choices ?? []).map((choice) => ({
        name: textOf(choice, 'name') ?? '',
        value: textOf(choice, 'value') ?? numberOf(choice, 'value') ?? '',
      }));
    },

    runMessageCommand(act: RunMessageCommand): InteractionHandle {
      const { message } = act;
      return openContext(act, TYPE.message, message.id, { messages: { [message.id]: payloads.message(message) } });
    },

    runUserCommand(act: RunUserCommand): InteractionHandle {
      const { target } = act;
      const guild = world.guilds.get(act.channel.guildId ?? '');
      const users = { [target.id]: userPayload(target) };
      if (!guild) return openContext(act, TYPE.user, target.id, { users });
      const members = { [target.id]: resolvedMember(world, guild, world.member(guild, target)) };
      return openContext(act, TYPE.user, target.id, { users, members });
    },
  };
}
