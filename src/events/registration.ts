import { createHash } from 'node:crypto';
import { DiscordAPIError, type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
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

const EVERYWHERE = 'everywhere';

/** Tells Discord of our commands when they differ from what it was told last, and where they are no more. */
export async function registerCommands(
  { rest, applicationId, guildId, documents, log }: RegistrationParts,
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<'registered' | 'unchanged'> {
  const scope = guildId ?? EVERYWHERE;
  const sum = createHash('sha256').update(JSON.stringify(commands)).digest('hex');
  const key = (of: string) => `commands:${applicationId}:${of}`;
  const routeOf = (of: string) =>
    of === EVERYWHERE ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, of);

  async function isTold(): Promise<boolean> {
    const known = registered.parse(await rest.get(routeOf(scope))).map(({ name }) => name);
    return (await documents.get(key(scope))) === sum && sameNames(known, commands);
  }

  /** Members would see every command twice. */
  async function clearFormer(): Promise<void> {
    const former = (await documents.get(key('scope'))) ?? EVERYWHERE;
    if (former === scope || typeof former !== 'string') return;
    const hasTold = (await documents.get(key(former))) !== undefined;
    if (hasTold) await rest.put(routeOf(former), { body: [] }).catch(unlessLeft);
    await documents.set(key('scope'), scope);
  }

  const outcome = (await isTold()) ? 'unchanged' : 'registered';
  if (outcome === 'registered') {
    await rest.put(routeOf(scope), { body: commands });
    await documents.set(key(scope), sum);
    log.info({ commands: commands.length, guild: guildId }, 'commands registered');
  }
  await clearFormer();
  return outcome;
}

/** Where the bot is not any more, nobody sees its commands. */
function unlessLeft(error: unknown): void {
  if (!(error instanceof DiscordAPIError) || (error.status !== 403 && error.status !== 404)) throw error;
}

const sameNames = (known: readonly string[], commands: readonly { readonly name: string }[]): boolean =>
  known.length === commands.length && commands.every(({ name }) => known.includes(name));
