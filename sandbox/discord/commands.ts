import type { Clock } from '../../src/core/clock.ts';
import { checkCommand, checkCommands } from './command-rules.ts';
import { contextOf } from './interactions.ts';
import { type JsonObject, numberOf, textOf } from './json.ts';
import { hasPermission } from './permissions.ts';
import { refusals } from './refusal.ts';
import type { Channel, User, World } from './world.ts';

interface Registration {
  readonly at: number;
  readonly method: 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly guildId: string | undefined;
  readonly commands: number;
}

export type Commands = ReturnType<typeof createCommands>;

const kindOf = (command: JsonObject) => `${numberOf(command, 'type') ?? 1} ${textOf(command, 'name')}`;

interface CommandsOptions {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly applicationId: string;
}

export function createCommands({ clock, nextId, applicationId }: CommandsOptions) {
  const sets = new Map<string | undefined, readonly JsonObject[]>();
  const registrations: Registration[] = [];

  const setOf = (guildId: string | undefined) => sets.get(guildId) ?? [];

  function note(method: Registration['method'], guildId: string | undefined, commands: number): void {
    registrations.push({ at: clock.now(), method, guildId, commands });
  }

  function complete(given: JsonObject, guildId: string | undefined): JsonObject {
    const known = setOf(guildId).find((command) => kindOf(command) === kindOf(given));
    return {
      description: '',
      default_member_permissions: null,
      nsfw: false,
      dm_permission: true,
      contexts: null,
      integration_types: [0],
      ...given,
      name_localizations: given['name_localizations'] ?? null,
      description_localizations: given['description_localizations'] ?? null,
      type: numberOf(given, 'type') ?? 1,
      id: known?.['id'] ?? nextId(),
      application_id: applicationId,
      version: nextId(),
      // where a server's own command may be used is not a question
      ...(guildId === undefined ? {} : { guild_id: guildId, contexts: null, integration_types: [0] }),
    };
  }

  function byId(guildId: string | undefined, id: string): JsonObject {
    const found = setOf(guildId).find((command) => command['id'] === id);
    if (!found) throw refusals.unknownCommand();
    return found;
  }

  return {
    registrations,
    byId,
    list: setOf,
    all: (): readonly JsonObject[] => [...sets.values()].flat(),

    /** The server's own command first, as the client shows it. */
    find(guildId: string | undefined, type: number, name: string): JsonObject | undefined {
      const own = guildId === undefined ? [] : setOf(guildId);
      return [...own, ...setOf(undefined)].find((command) => kindOf(command) === `${type} ${name}`);
    },

    overwrite(guildId: string | undefined, given: readonly JsonObject[]): readonly JsonObject[] {
      for (const [index, command] of given.entries()) checkCommand(command, `${index}`);
      checkCommands(given);
      const next = given.map((command) => complete(command, guildId));
      sets.set(guildId, next);
      note('PUT', guildId, next.length);
      return next;
    },

    upsert(guildId: string | undefined, given: JsonObject): { command: JsonObject; isNew: boolean } {
      checkCommand(given, '');
      const command = complete(given, guildId);
      const others = setOf(guildId).filter((known) => known['id'] !== command['id']);
      checkCommands([...others, command]);
      const isNew = others.length === setOf(guildId).length;
      sets.set(guildId, [...others, command]);
      note('POST', guildId, 1);
      return { command, isNew };
    },

    change(guildId: string | undefined, id: string, given: JsonObject): JsonObject {
      const changed = { ...byId(guildId, id), ...given, id, version: nextId() };
      checkCommand(changed, '');
      checkCommands(setOf(guildId).map((known) => (known['id'] === id ? changed : known)));
      sets.set(
        guildId,
        setOf(guildId).map((known) => (known['id'] === id ? changed : known)),
      );
      note('PATCH', guildId, 1);
      return changed;
    },

    remove(guildId: string | undefined, id: string): void {
      byId(guildId, id);
      sets.set(
        guildId,
        setOf(guildId).filter((known) => known['id'] !== id),
      );
      note('DELETE', guildId, 1);
    },
  };
}

const INSTALL = { guild: 0, user: 1 } as const;
const BOT_DM = 1;

interface Viewer {
  readonly user: User;
  readonly channel: Channel;
}

export type CommandVisibility = ReturnType<typeof createCommandVisibility>;

/** Which commands Discord's client offers to a person in a place. Everybody here has installed the app for themselves. */
export function createCommandVisibility(world: World, commands: Commands) {
  /** Where it is offered at all, whoever asks. */
  function isOffered(command: JsonObject, channel: Channel): boolean {
    const guild = world.guilds.get(channel.guildId ?? '');
    if (command['guild_id'] !== undefined) return command['guild_id'] === guild?.id && guild?.botInstalled === true;
    const context = contextOf(channel);
    const { contexts, integration_types: installs } = command;
    if (Array.isArray(contexts) && !contexts.includes(context)) return false;
    if (contexts === null && command['dm_permission'] === false && !guild) return false;
    const isBotThere = guild ? guild.botInstalled : context === BOT_DM;
    const ways = Array.isArray(installs) ? installs : [INSTALL.guild];
    return ways.includes(INSTALL.user) || (isBotThere && ways.includes(INSTALL.guild));
  }

  /** What a server's members need for it. In direct messages Discord asks for nothing. */
  function isAllowed(command: JsonObject, { user, channel }: Viewer): boolean {
    const guild = world.guilds.get(channel.guildId ?? '');
    if (!guild) return true;
    const own = world.memberPermissions(guild, user);
    if (!hasPermission(own, 'USE_APPLICATION_COMMANDS') || !hasPermission(own, 'VIEW_CHANNEL')) return false;
    if (command['nsfw'] === true && !channel.nsfw) return false;
    const needed = command['default_member_permissions'];
    if (needed == null || hasPermission(own, 'ADMINISTRATOR')) return true;
    if ([user.id, ...(guild.members.get(user.id)?.roles ?? [])].some((id) => guild.opensCommandsTo.has(id)))
      return true;
    const bits = BigInt(String(needed));
    return bits !== 0n && (own & bits) === bits;
  }

  return {
    /** Of every kind, the server's own first. */
    seenBy(viewer: Viewer): readonly JsonObject[] {
      const own = viewer.channel.guildId === undefined ? [] : commands.list(viewer.channel.guildId);
      const all = [...own, ...commands.list(undefined)];
      return all.filter((command) => isOffered(command, viewer.channel) && isAllowed(command, viewer));
    },

    find(viewer: Viewer, type: number, name: string): JsonObject {
      const isNamed = (command: JsonObject) => numberOf(command, 'type') === type && textOf(command, 'name') === name;
      const seen = this.seenBy(viewer).find(isNamed);
      if (seen) return seen;
      const isKnown = commands.find(viewer.channel.guildId, type, name) !== undefined;
      throw new Error(
        isKnown ? `${viewer.user.name} does not see the command ${name} here` : `no command ${name} is registered`,
      );
    },
  };
}
