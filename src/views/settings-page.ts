import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { CommandOption, MemberCommand } from '../core/member-command.ts';
import {
  type ServerSettings,
  type SettingName,
  type SettingsRefusal,
  settingKeys,
  settingNames,
} from '../core/server-settings.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';
import { choiceName, commandMention, optionMention, optionTyped, optionWords } from './option-names.ts';

const ACCENT = 0x5865f2;

/** How the command and its options are called. */
export interface SettingsWords {
  readonly command: Pick<MemberCommand, 'name' | 'localNames' | 'subcommands'>;
  readonly options: readonly CommandOption[];
}

interface Change {
  readonly before: ServerSettings;
  readonly after: ServerSettings;
  readonly changed: readonly SettingName[];
  /** Reported pictures that waited for a channel. */
  readonly waiting?: number;
}

/** Each setting: what it means, what it is now, and the command that changes it. */
export function renderSettings(
  settings: ServerSettings,
  words: SettingsWords,
  language: Language,
  /** Reported pictures that no channel has taken. */
  waiting = 0,
): MessageBody {
  const texts = textsFor(language).settings;
  const lines = settingNames.map((name) => {
    const command = code(`${setCommand(words, language)} ${typed(name, words, language)}:`, 100);
    return [
      `**${settingTitle(name, words, language)}** · ${texts.meaning[name]}`,
      texts.now(valueText(name, settings, words, language), command),
      ...(name === 'log_channel' && waiting > 0 ? [`**${texts.waiting(waiting)}**`] : []),
    ].join('\n');
  });
  const components: APIComponentInContainer[] = [
    textDisplay(texts.title),
    ...lines.map(textDisplay),
    textDisplay(`-# ${texts.hint(code(`${setCommand(words, language)} ${resetName(words, language)}:`, 100))}`),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** Before and after of what was changed. */
export function renderSettingsChange(
  { before, after, changed, waiting = 0 }: Change,
  words: SettingsWords,
  language: Language,
): MessageBody {
  const texts = textsFor(language).settings;
  if (changed.length === 0) return textBody(texts.unchanged);
  const lines = changed.map((name) => {
    const [was, is] = [before, after].map((settings) => valueText(name, settings, words, language));
    return texts.changed(settingTitle(name, words, language), was ?? '', is ?? '');
  });
  const hints = changed.includes('moderator_role') && after.moderatorRole ? [`-# ${texts.roleHint}`] : [];
  const isChannelNamed = changed.includes('log_channel') && after.logChannel !== undefined;
  const posted = isChannelNamed && waiting > 0 ? [texts.posted(waiting)] : [];
  return textBody([texts.saved, ...lines, ...posted, ...hints].join('\n'));
}

export function renderSettingsRefusal(refusal: SettingsRefusal, words: SettingsWords, language: Language): MessageBody {
  return textBody(refusalText(refusal, words, language));
}

function refusalText(refusal: SettingsRefusal, words: SettingsWords, language: Language): string {
  const { settings: texts, denials } = textsFor(language);
  const mention = (option: string) => optionMention(option, words.options, language);
  switch (refusal.kind) {
    case 'manage-server-only':
      return texts.manageServerOnly(mention('moderator_role'));
    case 'everyone-role':
      return texts.everyoneRole(mention('moderator_role'));
    case 'no-text-channel':
      return texts.noTextChannel(`<#${refusal.channelId}>`);
    case 'cannot-write': {
      const names = refusal.missing.map((name) => `**${denials.permissions[name] ?? inert(name, 60)}**`);
      return texts.cannotWrite(`<#${refusal.channelId}>`, denials.allOf(names));
    }
    case 'bad-value':
      return texts.badValue(mention(refusal.option));
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

function typed(name: SettingName, words: SettingsWords, language: Language): string {
  const option = optionOf(name, words);
  return option ? optionTyped(option, language) : name;
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
