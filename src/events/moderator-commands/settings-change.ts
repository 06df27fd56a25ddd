import { PermissionFlagsBits } from 'discord.js';
import { AUTOMATIC, EVERYTHING, NONE, settingOptions } from '../../commands/settings.ts';
import { permissionBits } from '../../core/permissions.ts';
import {
  type SettingName,
  type SettingsChange,
  type SettingsRefusal,
  settingKeys,
  settingNames,
} from '../../core/server-settings.ts';
import { type CommandInput, textValue } from '../command-input.ts';
import type { InteractionPayload } from '../interaction-payload.ts';
import { managesServer } from '../moderator.ts';

type Wanted = SettingsChange | { readonly refused: SettingsRefusal };

/** Channels that hold messages: text, voice, news, stage, and threads of the first two. */
const WITH_MESSAGES: readonly number[] = [0, 2, 5, 10, 11, 12, 13];
const THREADS: readonly number[] = [10, 11, 12];
const SNOWFLAKE = /^\d{1,20}$/;

/** What `/settings set` was asked for, or why this member cannot have it. */
export function settingsChange(input: CommandInput, payload: InteractionPayload): Wanted {
  const said = settingNames.filter((name) => input.values[name] !== undefined);
  const reset = resetIn(input, said);
  if (reset === undefined) return refused({ kind: 'bad-value', option: 'reset' });
  if (said.length + reset.length === 0) return refused({ kind: 'nothing-said' });
  const isAboutRights = [...said, ...reset].includes('moderator_role');
  if (isAboutRights && !managesServer(payload)) return refused({ kind: 'manage-server-only' });
  // the role of everybody has the id of its server
  if (said.includes('moderator_role') && input.values['moderator_role'] === payload.guild_id)
    return refused({ kind: 'everyone-role' });
  const settingOf = (name: SettingName) => [settingKeys[name], input.values[name]] as const;
  const bad = said.find((name) => !isPossible(name, input));
  if (bad) return refused({ kind: 'bad-value', option: bad });
  const channel = textValue(input, 'log_channel');
  const problem = channel === undefined ? undefined : channelProblem(channel, payload);
  if (problem) return refused(problem);
  return { reset, set: Object.fromEntries(said.filter((name) => !reset.includes(name)).map(settingOf)) };
}

const refused = (refusal: SettingsRefusal): Wanted => ({ refused: refusal });

/** Undefined for what nobody was offered. */
function resetIn(input: CommandInput, said: readonly SettingName[]): readonly SettingName[] | undefined {
  const wanted = input.values['reset'];
  const known = settingNames.find((name) => name === wanted);
  if (wanted !== undefined && wanted !== EVERYTHING && !known) return undefined;
  const named = wanted === EVERYTHING ? settingNames : known ? [known] : [];
  const automatic = said.filter((name) => isAutomatic(name, input));
  return [...new Set([...named.filter((name) => !said.includes(name)), ...automatic])];
}

const isAutomatic = (name: SettingName, { values }: CommandInput): boolean =>
  (name === 'language' && values[name] === AUTOMATIC) || (name === 'default_model' && values[name] === NONE);

/** Discord sends only what was offered; others may send anything. */
function isPossible(name: SettingName, { values }: CommandInput): boolean {
  const value = values[name];
  const option = settingOptions.find((each) => each.name === name);
  switch (option?.kind) {
    case 'choice':
      return option.choices?.some((choice) => choice.value === value) ?? false;
    case 'flag':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string' && SNOWFLAKE.test(value);
  }
}

/** By what Discord says of the channel with this very command; what it does not say counts as not allowed. */
function channelProblem(id: string, { data, channel: here, app_permissions }: InteractionPayload) {
  const channel = data?.resolved?.channels?.[id];
  if (!channel || !WITH_MESSAGES.includes(channel.type)) return { kind: 'no-text-channel', channelId: id } as const;
  const said = channel.app_permissions ?? (here?.id === id ? app_permissions : '0');
  const bits = permissionBits(said);
  const write = THREADS.includes(channel.type) ? 'SendMessagesInThreads' : 'SendMessages';
  const missing = (['ViewChannel', write] as const).filter(
    (name) => (bits & (PermissionFlagsBits[name] | PermissionFlagsBits.Administrator)) === 0n,
  );
  return missing.length > 0 ? ({ kind: 'cannot-write', channelId: id, missing } as const) : undefined;
}
