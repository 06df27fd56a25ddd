import type { Preset } from '../../core/follow-up.ts';
import { MORE, renderCommandToCopy, renderPresets } from '../../views/preset-menu.ts';
import { type Click, chosenPicture, type Deed, say } from './click.ts';
import type { Start, StartParts, Way } from './start.ts';

/** A menu of ready-made ways first, then the order; for everything else the command to type. */
export function createChoosePreset(
  { waysOf, accepts, start }: Start,
  { offeredNow }: Pick<StartParts, 'offeredNow'>,
): Deed {
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
      return void (await reply.show(menu, true));
    }
    const [choice] = payload.data?.values ?? [];
    if (choice === MORE) return showCommand(click, way);
    const preset = way.followUp.presets?.find(({ name }) => name === choice);
    if (!preset) return say(click, { kind: 'unknown-button' });
    await start(click, ways, { added: preset.input, choice: preset.name });
  };
}
