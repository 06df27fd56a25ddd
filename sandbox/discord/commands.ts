import type { Clock } from '../../src/core/clock.ts';
import { checkCommand, checkCommands } from './command-rules.ts';
import { type JsonObject, numberOf, textOf } from './json.ts';
import { refusals } from './refusal.ts';

export interface Registration {
  readonly at: number;
  readonly method: 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly guildId: string | undefined;
  readonly commands: number;
}

export type Commands = ReturnType<typeof createCommands>;

const kindOf = (command: JsonObject) => `${numberOf(command, 'type') ?? 1} ${textOf(command, 'name')}`;

export interface CommandsOptions {
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
