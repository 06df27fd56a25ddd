import type { Clock } from '../../core/clock.ts';
import type { Preset } from '../../core/follow-up.ts';
import type { DiscordApi } from '../../services/delivery/discord-api.ts';
import type { Log } from '../../services/logging/create-log.ts';
import { MORE, renderCommandToCopy, renderPresets, renderPresetTaken } from '../../views/preset-menu.ts';
import type { Actor } from '../actor.ts';
import { type Click, chosenPicture, type Deed, say } from './click.ts';
import type { Start, StartParts, Way } from './start.ts';

export type ChoosePresetParts = Pick<StartParts, 'offeredNow'> & {
  readonly discord: Pick<DiscordApi, 'editOriginal'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** A menu of ready-made ways first, then the order; for everything else the command to type. */
export function createChoosePreset(
  { waysOf, accepts, start }: Start,
  { offeredNow, discord, clock, log }: ChoosePresetParts,
): Deed {
  /** Menus that can still be edited, by the answer that they are; one of before a restart stays as it is. */
  const menus = new Map<string, Actor>();

  function remember(messageId: string | undefined, actor: Actor): void {
    for (const [id, { tokenExpiresAt }] of menus) {
      if (tokenExpiresAt > clock.now()) break;
      menus.delete(id);
    }
    if (messageId !== undefined) menus.set(messageId, actor);
  }

  /** The card is the answer to the choice: the menu is closed by the answer to the button. */
  async function close({ id, actor, payload }: Click): Promise<void> {
    const menuId = payload.message?.id ?? '';
    const menu = menus.get(menuId);
    if (!menu || menu.tokenExpiresAt <= clock.now()) return;
    menus.delete(menuId);
    await discord
      .editOriginal(menu, renderPresetTaken(id.action, actor.place.language), [])
      .catch((error: unknown) => log.info({ err: error }, 'a menu that was used stays open'));
  }

  /** Those that this very picture can take. */
  const fitting = (click: Click, { followUp: { presets = [], ...followUp }, target }: Way): readonly Preset[] =>
    presets.filter(({ input }) => accepts(click, { followUp, target }, input));

  async function showCommand(click: Click, { followUp: { more }, target }: Way): Promise<void> {
    const { reply, actor } = click;
    const chosen = chosenPicture(click);
    if (!chosen) return;
    const command = offeredNow().find(({ name }) => name === more?.operation);
    const from = `${chosen.job.id}:${chosen.index + 1}`;
    const body = renderCommandToCopy(
      command ?? target,
      from,
      command && more ? more.option : 'prompt',
      actor.place.language,
    );
    await reply.show(body, true);
  }

  return async function choosePreset(click) {
    const ways = await waysOf(click);
    const [way] = ways;
    if (!way) return;
    const { id, reply, actor, payload, step } = click;
    if (step === undefined) {
      const menu = renderPresets({ ...id, step: 'preset' }, fitting(click, way), actor.place.language);
      return remember((await reply.show(menu, true))?.id, actor);
    }
    const [choice] = payload.data?.values ?? [];
    if (choice === MORE) return showCommand(click, way);
    const preset = way.followUp.presets?.find(({ name }) => name === choice);
    if (!preset) return say(click, { kind: 'unknown-button' });
    if (await start(click, ways, { added: preset.input, choice: preset.name })) await close(click);
  };
}
