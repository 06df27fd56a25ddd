import { createHash } from 'node:crypto';
import { type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { z } from 'zod';
import { memberCommands, moderatorCommands } from '../commands/index.ts';
import { messageMenus } from '../commands/message-menus.ts';
import type { MenuDeed } from '../core/message-menu.ts';
import type { Operation } from '../core/operation.ts';
import type { Log } from '../services/logging/create-log.ts';
import { commandBody, memberCommandBody, messageMenuBody, type Scope } from '../views/command-body.ts';

export interface RegistrationParts {
  readonly rest: REST;
  readonly applicationId: string;
  /** One server only, at once: for development. */
  readonly guildId: string | undefined;
  readonly documents: { get(key: string): Promise<unknown>; set(key: string, value: string): Promise<unknown> };
  readonly log: Log;
}

/** All that Discord is told: what is offered here, the commands that make no picture, and the menu of messages. */
export function commandBodies(
  offered: readonly Operation[],
  { guildId, allowsUserInstall }: { readonly guildId: string | undefined; readonly allowsUserInstall: boolean },
) {
  const everywhere: Scope = allowsUserInstall ? 'global' : 'servers';
  const scope = guildId ? 'guild' : everywhere;
  const isThere = (does: MenuDeed) => does.kind !== 'make' || offered.some(({ name }) => name === does.operation);
  return [
    ...offered.map((operation) => commandBody(operation, scope)),
    ...[...memberCommands, ...moderatorCommands].map((command) => memberCommandBody(command, scope)),
    ...messageMenus.filter(({ does }) => isThere(does)).map((menu) => messageMenuBody(menu, scope)),
  ];
}

const registered = z.array(z.object({ name: z.string() }));

/** Tells Discord of our commands when they differ from what it was told last. */
export async function registerCommands(
  { rest, applicationId, guildId, documents, log }: RegistrationParts,
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<'registered' | 'unchanged'> {
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const sum = createHash('sha256').update(JSON.stringify(commands)).digest('hex');
  const key = `commands:${applicationId}:${guildId ?? 'everywhere'}`;
  const known = registered.parse(await rest.get(route)).map(({ name }) => name);
  const isSame = (await documents.get(key)) === sum && sameNames(known, commands);
  if (isSame) return 'unchanged';
  await rest.put(route, { body: commands });
  await documents.set(key, sum);
  log.info({ commands: commands.length, guild: guildId }, 'commands registered');
  return 'registered';
}

const sameNames = (known: readonly string[], commands: readonly { readonly name: string }[]): boolean =>
  known.length === commands.length && commands.every(({ name }) => known.includes(name));
