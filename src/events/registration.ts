import { createHash } from 'node:crypto';
import { DiscordAPIError, type REST } from '@discordjs/rest';
import { type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { memberCommands, messageMenus, moderatorCommands } from '../commands/index.ts';
import type { Clock } from '../core/clock.ts';
import type { MessageMenu } from '../core/command.ts';
import type { Operation } from '../core/operation.ts';
import type { KnownCommandIds } from '../services/delivery/command-mentions.ts';
import type { Log } from '../services/log.ts';
import { commandBody, memberCommandBody, messageMenuBody, type Scope } from '../views/command-body.ts';

interface RegistrationParts {
  readonly rest: REST;
  readonly applicationId: string;
  /** One server only, at once: for development. */
  readonly guildId: string | undefined;
  readonly documents: { get(key: string): Promise<unknown>; set(key: string, value: string): Promise<unknown> };
  readonly commandIds: Pick<KnownCommandIds, 'learn'>;
  readonly log: Log;
}

/** All that Discord is told: what is offered here, the commands that make no picture, and the menu of messages. */
export function commandBodies(
  offered: readonly Operation[],
  { guildId, allowsUserInstall }: { readonly guildId: string | undefined; readonly allowsUserInstall: boolean },
) {
  const everywhere: Scope = allowsUserInstall ? 'global' : 'servers';
  const scope = guildId ? 'guild' : everywhere;
  const isThere = (does: MessageMenu['does']) =>
    does.kind !== 'make' || offered.some(({ name }) => name === does.operation);
  return [
    ...offered.map((operation) => commandBody(operation, scope)),
    ...[...memberCommands, ...moderatorCommands].map((command) => memberCommandBody(command, scope)),
    ...messageMenus.filter(({ does }) => isThere(does)).map((menu) => messageMenuBody(menu, scope)),
  ];
}

const registered = z.array(z.object({ id: z.string(), name: z.string(), type: z.number().optional() }));
type Registered = z.infer<typeof registered>;

/** A command with a slash, beside the menus of messages. */
const TYPED = 1;
const EVERYWHERE = 'everywhere';

/** Tells Discord of our commands when they differ from what it was told last, and where they are no more. */
export async function registerCommands(
  { rest, applicationId, guildId, documents, commandIds, log }: RegistrationParts,
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<'registered' | 'unchanged'> {
  const scope = guildId ?? EVERYWHERE;
  const sum = createHash('sha256').update(JSON.stringify(commands)).digest('hex');
  const key = (of: string) => `commands:${applicationId}:${of}`;
  const routeOf = (of: string) =>
    of === EVERYWHERE ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, of);

  /** What Discord knows, where that is what we would tell it. */
  async function told(): Promise<Registered | undefined> {
    const known = registered.parse(await rest.get(routeOf(scope)));
    return (await documents.get(key(scope))) === sum && sameNames(known, commands) ? known : undefined;
  }

  async function tell(): Promise<Registered> {
    const known = registered.parse(await rest.put(routeOf(scope), { body: commands }));
    await documents.set(key(scope), sum);
    log.info({ commands: commands.length, guild: guildId }, 'commands registered');
    return known;
  }

  /** Members would see every command twice. */
  async function clearFormer(): Promise<void> {
    const former = (await documents.get(key('scope'))) ?? EVERYWHERE;
    if (former === scope || typeof former !== 'string') return;
    const hasTold = (await documents.get(key(former))) !== undefined;
    if (hasTold) await rest.put(routeOf(former), { body: [] }).catch(unlessLeft);
    await documents.set(key('scope'), scope);
  }

  const unchanged = await told();
  const known = unchanged ?? (await tell());
  const typed = known.filter(({ type = TYPED }) => type === TYPED);
  await commandIds.learn(Object.fromEntries(typed.map(({ name, id }) => [name, id])));
  await clearFormer();
  return unchanged ? 'unchanged' : 'registered';
}

/** Where the bot is not any more, nobody sees its commands. */
function unlessLeft(error: unknown): void {
  if (!(error instanceof DiscordAPIError) || (error.status !== 403 && error.status !== 404)) throw error;
}

function sameNames(known: Registered, commands: readonly { readonly name: string }[]): boolean {
  const names = new Set(known.map(({ name }) => name));
  return known.length === commands.length && commands.every(({ name }) => names.has(name));
}

/** Tells Discord anew when what is offered has changed. */
export interface Registrar {
  changed(): void;
  stop(): void;
}

interface RegistrarParts {
  readonly register: () => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Changes come in groups, and Discord counts each command that comes back: 200 a day. */
const TOGETHER_MS = 10_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

export function createRegistrar({ register, clock, log }: RegistrarParts): Registrar {
  let cancel: (() => void) | undefined;
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;
  let retryMs = FIRST_RETRY_MS;

  function plan(ms: number): void {
    cancel ??= isStopped ? undefined : clock.schedule(ms, () => void run());
  }

  async function run(): Promise<void> {
    cancel = undefined;
    isRunning = true;
    isWanted = false;
    const isDone = await register().then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, retryMs }, 'commands not registered anew yet');
        return false;
      },
    );
    isRunning = false;
    if (!isDone) plan(retryMs);
    else if (isWanted) plan(TOGETHER_MS);
    retryMs = isDone ? FIRST_RETRY_MS : Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  return {
    changed() {
      if (isRunning) isWanted = true;
      else plan(TOGETHER_MS);
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
