import type { ModeratorCommandName } from '../commands/index.ts';
import { type ModArea, type ModId, parseModId } from '../core/mod-id.ts';
import type { Store } from '../services/store/contract.ts';
import { renderNotice } from '../views/notices.ts';
import type { Actor } from './actor.ts';
import { type CommandInput, commandInput } from './command-input.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { standingOf } from './moderator.ts';
import type { Reply } from './reply.ts';

export type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;
export type ModCommand = (
  input: CommandInput,
  actor: Actor,
  reply: Reply,
  payload: InteractionPayload,
) => Promise<void>;
export type ModClick = (id: ModId, actor: Actor, reply: Reply, payload: InteractionPayload) => Promise<void>;
export type Choices = readonly { readonly name: string; readonly value: string }[];
export type ModSuggest = (input: CommandInput, actor: Actor) => Promise<Choices>;

/** What one of the moderators' commands consists of. */
export interface ModDesk {
  readonly run: ModCommand;
  readonly suggest?: ModSuggest;
}

/** The moderators' side of the bot: whoever comes here is looked at first, by command, button or form. */
export function createModeratorCommands(
  store: Store,
  commands: Readonly<Record<ModeratorCommandName, ModDesk>>,
  /** Of those that have buttons, menus or forms. */
  clicks: Readonly<Partial<Record<ModArea, ModClick>>>,
) {
  const desks: Readonly<Partial<Record<string, ModDesk>>> = commands;

  const guarded =
    (deed: Handler): Handler =>
    async (payload, actor, reply) => {
      const standing = await standingOf(store, payload, actor);
      if (standing === 'moderator') return deed(payload, actor, reply);
      const kind = standing === 'member' ? 'moderators-only' : 'servers-only';
      await reply.show(renderNotice({ kind }, actor.place.language), true);
    };

  const deskOf = (name: string | undefined): ModDesk | undefined =>
    name !== undefined && Object.hasOwn(desks, name) ? desks[name] : undefined;

  return {
    guarded,
    find(name: string | undefined): Handler | undefined {
      const desk = deskOf(name);
      return desk && guarded((payload, actor, reply) => desk.run(commandInput(payload), actor, reply, payload));
    },
    /** Undefined for the id of anything else. */
    answering(customId: string): Handler | undefined {
      const id = parseModId(customId);
      const click = id && clicks[id.area];
      return id && click && guarded((payload, actor, reply) => click(id, actor, reply, payload));
    },
    /** What a command only moderators may see is not told in its suggestions either. */
    suggesting(
      name: string | undefined,
    ): ((payload: InteractionPayload, actor: Actor) => Promise<Choices>) | undefined {
      const suggest = deskOf(name)?.suggest;
      if (!suggest) return undefined;
      return async (payload, actor) =>
        (await standingOf(store, payload, actor)) === 'moderator' ? suggest(commandInput(payload), actor) : [];
    },
  };
}

export type ModeratorCommands = ReturnType<typeof createModeratorCommands>;
