import {
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { CommandOption, MemberCommand } from '../core/command.ts';
import { formatModId } from '../core/custom-ids.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import {
  type ServerSettings,
  type SettingName,
  type SettingsRefusal,
  settingKeys,
  settingNames,
} from '../core/settings.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { WITH_MESSAGES } from './command-body.ts';
import { code, inert, plain } from './markup.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';
import { choiceName, commandMention, optionMention, optionTyped, optionWords } from './option-names.ts';
import { ACCENT, undoButton } from './page.ts';

/** How the command and its options are called. */
export interface SettingsWords {
  readonly command: Pick<MemberCommand, 'name' | 'localNames' | 'subcommands'>;
  readonly options: readonly CommandOption[];
}

interface Change {
  readonly before: ServerSettings;
  readonly after: ServerSettings;
  readonly changed: readonly SettingName[];
  /** Of the server's log, by which each can be taken back. */
  readonly entries?: Readonly<Partial<Record<SettingName, string>>>;
  /** What was changed at the same time and is no setting. */
  readonly more?: readonly ChangedLine[];
  /** Reported pictures that waited for a channel. */
  readonly waiting?: number;
}

/** What was changed to what, and the entry by which it is taken back. */
interface ChangedLine {
  readonly text: string;
  readonly entryId: string | undefined;
}

/** Each setting: what it means, what it is now, and a menu that changes it. */
export function renderSettings(
  settings: ServerSettings,
  words: SettingsWords,
  language: Language,
  /** Reported pictures that no channel has taken. */
  waiting = 0,
): MessageBody {
  const texts = textsFor(language).settings;
  const parts = settingNames.flatMap((name): APIComponentInContainer[] => {
    const lines = [
      `**${settingTitle(name, words, language)}** · ${texts.meaning[name]}`,
      texts.now(valueText(name, settings, words, language)),
      ...(name === 'log_channel' && waiting > 0 ? [`**${texts.waiting(waiting)}**`] : []),
    ];
    const menu = menuOf(name, settings, words, language);
    return [textDisplay(lines.join('\n')), { type: ComponentType.ActionRow, components: [menu] }];
  });
  const components: APIComponentInContainer[] = [
    textDisplay(texts.title),
    ...parts,
    textDisplay(`-# ${texts.hint(code(`${setCommand(words, language)} ${resetName(words, language)}:`, 100))}`),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

type Menu = APIStringSelectComponent | APIRoleSelectComponent | APIChannelSelectComponent;

/** Shows what is set, and takes something else or, where that is possible, nothing. */
function menuOf(name: SettingName, settings: ServerSettings, words: SettingsWords, language: Language): Menu {
  const custom_id = formatModId({ area: 'settings', action: 'set', subject: name, n: 1 });
  switch (name) {
    case 'moderator_role':
      return roleMenu(custom_id, settings.moderatorRole, language);
    case 'log_channel':
      return channelMenu(custom_id, settings.logChannel, language);
    case 'spoiler': {
      const { flag } = textsFor(language).card;
      const options = [true, false].map((is) => ({
        value: String(is),
        label: flag(is),
        default: is === settings.spoiler,
      }));
      return { type: ComponentType.StringSelect, custom_id, options };
    }
    case 'language':
    case 'consent':
    case 'default_model':
      return choiceMenu(custom_id, name, settings, words, language);
    default:
      return unreachable(name);
  }
}

const roleMenu = (custom_id: string, id: string | undefined, language: Language): APIRoleSelectComponent => ({
  type: ComponentType.RoleSelect,
  custom_id,
  placeholder: textsFor(language).settings.unset.moderator_role,
  min_values: 0,
  max_values: 1,
  ...(id !== undefined && { default_values: [{ id, type: SelectMenuDefaultValueType.Role }] }),
});

const channelMenu = (custom_id: string, id: string | undefined, language: Language): APIChannelSelectComponent => ({
  type: ComponentType.ChannelSelect,
  custom_id,
  placeholder: textsFor(language).settings.unset.log_channel,
  channel_types: [...WITH_MESSAGES],
  min_values: 0,
  max_values: 1,
  ...(id !== undefined && { default_values: [{ id, type: SelectMenuDefaultValueType.Channel }] }),
});

/** The first choice is what there is where nothing was said. */
function choiceMenu(
  custom_id: string,
  name: SettingName,
  settings: ServerSettings,
  words: SettingsWords,
  language: Language,
): APIStringSelectComponent {
  const { choices = [] } = optionOf(name, words) ?? {};
  const present = settings[settingKeys[name]] ?? choices[0]?.value;
  const options = choices.map(({ value, name: shown }) => ({
    value,
    label: plain(shown[language], 100),
    default: value === present,
  }));
  return { type: ComponentType.StringSelect, custom_id, options };
}

/** Names of the fields of the form. */
export const SETUP = { channel: 'channel', daily: 'daily', language: 'language' } as const;

/** Opens the form, for whoever moderates. */
export const setupButtons = (language: Language) =>
  rows([
    {
      type: ComponentType.Button,
      style: ButtonStyle.Primary,
      label: textsFor(language).settings.setup.button,
      custom_id: formatModId({ area: 'settings', action: 'setup', subject: '', n: 1 }),
    },
  ]);

/** What a server wants to say first, at once. `daily`: credits for each member. */
export function renderSetupForm(
  settings: ServerSettings,
  daily: number,
  words: SettingsWords,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const { setup } = textsFor(language).settings;
  return {
    custom_id: formatModId({ area: 'settings', action: 'form', subject: '', n: 1 }),
    title: setup.title,
    components: [
      {
        type: ComponentType.Label,
        label: setup.channel,
        description: setup.channelHint,
        component: { ...channelMenu(SETUP.channel, settings.logChannel, language), required: false },
      },
      {
        type: ComponentType.Label,
        label: setup.daily,
        description: setup.dailyHint,
        component: {
          type: ComponentType.TextInput,
          custom_id: SETUP.daily,
          style: TextInputStyle.Short,
          value: String(daily),
          max_length: 9,
          required: false,
        },
      },
      {
        type: ComponentType.Label,
        label: setup.language,
        component: choiceMenu(SETUP.language, 'language', settings, words, language),
      },
    ],
  };
}

/** Before and after of what was changed, each with the way back. */
export function renderSettingsChange(
  { before, after, changed, entries = {}, more = [], waiting = 0 }: Change,
  words: SettingsWords,
  language: Language,
): MessageBody {
  const texts = textsFor(language).settings;
  if (changed.length + more.length === 0) return textBody(texts.unchanged);
  const lines = changed.map((name): ChangedLine => {
    const [was, is] = [before, after].map((settings) => valueText(name, settings, words, language));
    return { text: texts.changed(settingTitle(name, words, language), was ?? '', is ?? ''), entryId: entries[name] };
  });
  const hints = changed.includes('moderator_role') && after.moderatorRole ? [`-# ${texts.roleHint}`] : [];
  const isChannelNamed = changed.includes('log_channel') && after.logChannel !== undefined;
  const posted = isChannelNamed && waiting > 0 ? [texts.posted(waiting)] : [];
  const components: APIComponentInContainer[] = [
    textDisplay(texts.saved),
    ...[...lines, ...more].map((line) => changedLine(line, language)),
    ...[...posted, ...hints].map(textDisplay),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function changedLine({ text, entryId }: ChangedLine, language: Language): APIComponentInContainer {
  const said = textDisplay(text);
  if (entryId === undefined) return said;
  return { type: ComponentType.Section, components: [said], accessory: undoButton(entryId, language) };
}

export function renderSettingsRefusal(refusal: SettingsRefusal, words: SettingsWords, language: Language): MessageBody {
  return textBody(refusalText(refusal, words, language));
}

function refusalText(refusal: SettingsRefusal, words: SettingsWords, language: Language): string {
  const { settings: texts, denials } = textsFor(language);
  const mentionOption = (option: string) => optionMention(option, words.options, language);
  switch (refusal.kind) {
    case 'manage-server-only':
      return texts.manageServerOnly(mentionOption('moderator_role'));
    case 'everyone-role':
      return texts.everyoneRole(mentionOption('moderator_role'));
    case 'no-text-channel':
      return texts.noTextChannel(`<#${refusal.channelId}>`);
    case 'cannot-write': {
      const names = refusal.missing.map((name) => `**${denials.permissions[name] ?? inert(name, 60)}**`);
      return texts.cannotWrite(`<#${refusal.channelId}>`, denials.allOf(names));
    }
    case 'bad-daily':
      return texts.setup.badDaily(inert(refusal.typed, 20));
    case 'bad-value':
      return texts.badValue(mentionOption(refusal.option));
    case 'nothing-said':
      return texts.nothingSaid(
        code(`${commandMention(words.command, language)} ${subcommand('show', words, language)}`, 60),
      );
    default:
      return unreachable(refusal);
  }
}

const valueText = (name: SettingName, settings: ServerSettings, words: SettingsWords, language: Language): string =>
  settingText(name, settings[settingKeys[name]], words, language);

/** One setting as moderators read it. */
export function settingText(
  name: SettingName,
  value: string | boolean | undefined,
  { options }: SettingsWords,
  language: Language,
): string {
  const texts = textsFor(language).settings;
  if (value === undefined) return texts.unset[name];
  if (typeof value === 'boolean') return textsFor(language).card.flag(value);
  if (name === 'moderator_role') return `<@&${inert(value, 20)}>`;
  if (name === 'log_channel') return `<#${inert(value, 20)}>`;
  return choiceName(
    options.find((option) => option.name === name),
    value,
    language,
  );
}

const optionOf = (name: string, { options }: SettingsWords) => options.find((option) => option.name === name);

export function settingTitle(name: SettingName, words: SettingsWords, language: Language): string {
  const option = optionOf(name, words);
  return option ? optionWords(option, language) : name;
}

function subcommand(name: string, { command }: SettingsWords, language: Language): string {
  const found = command.subcommands?.find((each) => each.name === name);
  return found ? optionTyped(found, language) : name;
}

const setCommand = (words: SettingsWords, language: Language): string =>
  `${commandMention(words.command, language)} ${subcommand('set', words, language)}`;

function resetName({ command }: SettingsWords, language: Language): string {
  const reset = command.subcommands?.flatMap(({ options }) => options).find(({ name }) => name === 'reset');
  return reset ? optionTyped(reset, language) : 'reset';
}
