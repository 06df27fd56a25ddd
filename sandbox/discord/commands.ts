import type { Clock } from '../../src/core/clock.ts';
import { type JsonObject, numberOf, textOf } from './json.ts';
import { invalidForm, refusals } from './refusal.ts';

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
    if (!textOf(given, 'name')) throw invalidForm('name', 'BASE_TYPE_REQUIRED', 'This field is required');
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
      ...(guildId === undefined ? {} : { guild_id: guildId }),
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
      const kinds = new Set(given.map(kindOf));
      if (kinds.size < given.length)
        throw invalidForm('name', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
      const next = given.map((command) => complete(command, guildId));
      sets.set(guildId, next);
      note('PUT', guildId, next.length);
      return next;
    },

    upsert(guildId: string | undefined, given: JsonObject): { command: JsonObject; isNew: boolean } {
      const command = complete(given, guildId);
      const others = setOf(guildId).filter((known) => known['id'] !== command['id']);
      const isNew = others.length === setOf(guildId).length;
      sets.set(guildId, [...others, command]);
      note('POST', guildId, 1);
      return { command, isNew };
    },

    change(guildId: string | undefined, id: string, given: JsonObject): JsonObject {
      const changed = { ...byId(guildId, id), ...given, id, version: nextId() };
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
