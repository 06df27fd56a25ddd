import { z } from 'zod';
import { languages } from './language.ts';

/** Whose pictures a member may edit by a right click. `own`: one's own and the bot's. */
export const consents = ['own', 'opted-in', 'anyone'] as const;

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
type SettingKey = keyof ServerSettings;

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
  /** As credits a day. */
  | { readonly kind: 'bad-daily'; readonly typed: string }
  | { readonly kind: 'nothing-said' };

export const editWishes = ['yes', 'no'] as const;
export type EditWish = (typeof editWishes)[number];

/** What a member chose for everything that the bot does with what is theirs; absent is what they never said. */
export const personSettingsSchema = z.object({
  /** Whether others may edit the member's pictures: `yes` where a server asks for it, `no` nowhere at all. */
  edits: z.enum(editWishes).optional(),
});
export type PersonSettings = z.infer<typeof personSettingsSchema>;

export const unsetPersonSettings: PersonSettings = {};

/** Whether a member wants to be called when a picture is there: `long` is after a wait that was worth turning away for. */
export const pingWishes = ['long', 'always', 'never'] as const;
export type PingWish = (typeof pingWishes)[number];

export const parsePingWish = (text: unknown): PingWish | undefined => pingWishes.find((each) => each === text);

const id = z.string().regex(/^\d{1,20}$/);

/** Whose picture it was that something was made from, and in which message it stands. */
export const creditSchema = z.object({ authorId: id, guildId: id, channelId: id, messageId: id });
export type Credit = z.infer<typeof creditSchema>;

/** Why somebody's picture is not edited. `own-only`: the server wants it so, or there is no server to say otherwise. */
export const consentRefusals = ['own-only', 'author-did-not-agree', 'author-refuses'] as const;
export type ConsentRefusal = (typeof consentRefusals)[number];

export type Consent = { readonly ok: true } | { readonly ok: false; readonly why: ConsentRefusal };

export const creditLink = ({ guildId, channelId, messageId }: Credit): string =>
  `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;

/** What is made from somebody else's picture is seen by its maker alone until it is shared. */
export const isForeign = (credit: Credit | undefined, makerId: string): boolean =>
  credit !== undefined && credit.authorId !== makerId;
