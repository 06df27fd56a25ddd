import { serverSettings, settingOptions } from '../../src/commands/settings.ts';
import { consentRefusals } from '../../src/core/consent.ts';
import type { Language } from '../../src/core/language.ts';
import {
  differences,
  type ServerSettings,
  type SettingsRefusal,
  settingNames,
  unsetSettings,
} from '../../src/core/server-settings.ts';
import { renderConsentRefusal } from '../../src/views/consent.ts';
import { renderSettings, renderSettingsChange, renderSettingsRefusal } from '../../src/views/settings-page.ts';

export const words = { command: serverSettings, options: settingOptions };
const CHANNEL = '1100000000000000002';

export const allSet: ServerSettings = {
  language: 'vi',
  consent: 'opted-in',
  moderatorRole: '1100000000000000001',
  logChannel: CHANNEL,
  defaultModel: 'zen',
  spoiler: true,
};

export const settingsRefusals: readonly SettingsRefusal[] = [
  { kind: 'manage-server-only' },
  { kind: 'everyone-role' },
  { kind: 'no-text-channel', channelId: CHANNEL },
  { kind: 'cannot-write', channelId: CHANNEL, missing: ['ViewChannel', 'SendMessages'] },
  { kind: 'nothing-said' },
  ...[...settingNames, 'reset'].map((option) => ({ kind: 'bad-value' as const, option })),
];

/** Everything that is said of settings and consent. */
export const settingsBodies = (language: Language) => [
  renderSettings(unsetSettings, words, language),
  renderSettings(allSet, words, language, 1),
  renderSettings(unsetSettings, words, language, 2000),
  ...[
    [unsetSettings, allSet],
    [allSet, unsetSettings],
    [allSet, allSet],
  ].flatMap(([before = unsetSettings, after = unsetSettings]) =>
    renderSettingsChange({ before, after, changed: differences(before, after), waiting: 2 }, words, language),
  ),
  ...settingsRefusals.map((refusal) => renderSettingsRefusal(refusal, words, language)),
  ...consentRefusals.map((why) => renderConsentRefusal(why, language)),
];
