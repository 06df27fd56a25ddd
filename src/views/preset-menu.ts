import { ComponentType } from 'discord.js';
import type { Preset } from '../core/follow-up.ts';
import type { Language } from '../core/language.ts';
import type { Operation } from '../core/operation.ts';
import { formatStepId, type StepId } from '../core/step-id.ts';
import { textsFor } from '../i18n/index.ts';
import { code, plain } from './markup.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';
import { commandMention, optionTyped } from './option-names.ts';

const MOST_PRESETS = 24;
const LABEL_LIMIT = 100;

/** What stands in the menu for everything that is not in it. */
export const MORE = 'more';

/** Ready-made ways to do what the button says. */
export function renderPresets(id: StepId, presets: readonly Preset[], language: Language): MessageBody {
  const { buttons, results } = textsFor(language);
  const options = presets
    .slice(0, MOST_PRESETS)
    .map(({ name, label }) => ({ label: plain(label[language], LABEL_LIMIT), value: name }));
  const more = { label: results.more, description: results.moreHint, value: MORE };
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: formatStepId(id),
    placeholder: results.presets,
    options: [...options, more],
  };
  return messageBody([
    textDisplay(results.choosePreset(buttons[id.action])),
    { type: ComponentType.ActionRow, components: [menu] },
  ]);
}

/** In the menu's place once something was chosen. */
export function renderPresetTaken(action: StepId['action'], language: Language): MessageBody {
  const { buttons, results } = textsFor(language);
  return textBody(results.presetTaken(buttons[action]));
}

/** The command that begins with a picture, as it is typed in the member's language. */
export function renderCommandToCopy(
  command: Pick<Operation, 'name' | 'localNames' | 'options'>,
  from: string,
  beginWith: string,
  language: Language,
): MessageBody {
  const nameOf = (name: string) => {
    const option = command.options.find((each) => each.name === name);
    return option ? optionTyped(option, language) : name;
  };
  const typed = `${commandMention(command, language)} ${nameOf('from')}:${from} ${nameOf(beginWith)}:`;
  return textBody(textsFor(language).results.copyCommand(code(typed, 200)));
}
