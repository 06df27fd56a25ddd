import { z } from 'zod';
import { languages } from './language.ts';

/** Whose pictures a member may edit by a right click. `own`: one's own and the bot's. */
export const consents = ['own', 'opted-in', 'anyone'] as const;
export type Consent = (typeof consents)[number];

/** What the moderators of a server chose; absent is what the server never said. */
export const serverSettingsSchema = z.object({
  /** Of what everybody sees; else what Discord says of the server. */
  language: z.enum(languages).optional(),
  consent: z.enum(consents).default('own'),
  /** Role whose members are moderators beside those who may manage the server. */
  moderatorRole: z.string().optional(),
  /** Where cases and notices go. */
  logChannel: z.string().optional(),
  /** Of /imagine, where the member names none. */
  defaultModel: z.string().optional(),
  /** Everything is covered unless the member says otherwise. */
  spoiler: z.boolean().default(false),
});
export type ServerSettings = z.infer<typeof serverSettingsSchema>;
export type SettingKey = keyof ServerSettings;

export const unsetSettings: ServerSettings = serverSettingsSchema.parse({});

/** As `/settings set` names them, in the order in which they are shown. */
export const settingKeys = {
  language: 'language',
  consent: 'consent',
  moderator_role: 'moderatorRole',
  log_channel: 'logChannel',
  default_model: 'defaultModel',
  spoiler: 'spoiler',
} as const satisfies Readonly<Record<string, SettingKey>>;
export type SettingName = keyof typeof settingKeys;

export const settingNames: readonly SettingName[] = [
  'language',
  'consent',
  'moderator_role',
  'log_channel',
  'default_model',
  'spoiler',
];

/** What a moderator asks for at once; what is both reset and set is set. */
export interface SettingsChange {
  readonly reset: readonly SettingName[];
  readonly set: Readonly<Partial<Record<SettingKey, string | boolean>>>;
}

export function changedSettings(before: ServerSettings, { reset, set }: SettingsChange): ServerSettings {
  const keys: readonly string[] = reset.map((name) => settingKeys[name]);
  const kept = Object.entries(before).filter(([key]) => !keys.includes(key));
  return serverSettingsSchema.parse({ ...Object.fromEntries(kept), ...set });
}

/** Names of what differs. */
export const differences = (before: ServerSettings, after: ServerSettings): readonly SettingName[] =>
  settingNames.filter((name) => before[settingKeys[name]] !== after[settingKeys[name]]);

/** Why a setting is not changed; `missing` are permissions of the bot in the channel. */
export type SettingsRefusal =
  | { readonly kind: 'manage-server-only' }
  | { readonly kind: 'everyone-role' }
  | { readonly kind: 'no-text-channel'; readonly channelId: string }
  | { readonly kind: 'cannot-write'; readonly channelId: string; readonly missing: readonly string[] }
  | { readonly kind: 'bad-value'; readonly option: string }
  | { readonly kind: 'nothing-said' };
