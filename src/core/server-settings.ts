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

export const unsetSettings: ServerSettings = serverSettingsSchema.parse({});
