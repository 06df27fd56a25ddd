import type { ModeratorCommandName } from '../../commands/index.ts';
import { type ModArea, type ModId, parseModId } from '../../core/custom-ids.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../shared/actor.ts';
import { standingOf } from '../shared/moderator.ts';
import { type CommandInput, commandInput } from '../shared/payload.ts';
import type { Handler, Interaction, Question } from '../shared/reply.ts';

export type RunModeratorCommand = (input: CommandInput, interaction: Interaction) => Promise<void>;
export type ModeratorClick = (id: ModId, interaction: Interaction) => Promise<void>;
type Choices = readonly { readonly name: string; readonly value: string }[];
type SuggestToModerator = (input: CommandInput, actor: Actor) => Promise<Choices>;

/** What one of the moderators' commands consists of. */
export interface ModeratorCommand {
  readonly run: RunModeratorCommand;
  readonly suggest?: SuggestToModerator;
}

/** The moderators' side of the bot: whoever comes here is looked at first, by command, button or form. */
export function createModeratorCommands(
  store: Store,
  commands: Readonly<Record<ModeratorCommandName, ModeratorCommand>>,
  /** Of those that have buttons, menus or forms. */
  clicks: Readonly<Partial<Record<ModArea, ModeratorClick>>>,
) {
  const known: Readonly<Partial<Record<string, ModeratorCommand>>> = commands;

  const guarded =
    (handle: Handler): Handler =>
    async (interaction) => {
      const { payload, actor, reply } = interaction;
      const standing = await standingOf(store, payload, actor);
      if (standing === 'moderator') return handle(interaction);
      const kind = standing === 'member' ? 'moderators-only' : 'servers-only';
      await reply.show(renderNotice({ kind }, actor.place.language), true);
    };

  const commandOf = (name: string | undefined): ModeratorCommand | undefined =>
    name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;

  return {
    guarded,
    find(name: string | undefined): Handler | undefined {
      const command = commandOf(name);
      return command && guarded((interaction) => command.run(commandInput(interaction.payload), interaction));
    },
    /** Undefined for the id of anything else. */
    answering(customId: string): Handler | undefined {
      const id = parseModId(customId);
      const click = id && clicks[id.area];
      return id && click && guarded((interaction) => click(id, interaction));
    },
    /** What a command only moderators may see is not told in its suggestions either. */
    suggesting(name: string | undefined): ((question: Question) => Promise<Choices>) | undefined {
      const suggest = commandOf(name)?.suggest;
      if (!suggest) return undefined;
      return async ({ payload, actor }) =>
        (await standingOf(store, payload, actor)) === 'moderator' ? suggest(commandInput(payload), actor) : [];
    },
  };
}

export type ModeratorCommands = ReturnType<typeof createModeratorCommands>;
