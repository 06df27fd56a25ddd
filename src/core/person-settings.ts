import { z } from 'zod';

export const editWishes = ['yes', 'no'] as const;
export type EditWish = (typeof editWishes)[number];

/** What a member chose for everything that the bot does with what is theirs; absent is what they never said. */
export const personSettingsSchema = z.object({
  /** Whether others may edit the member's pictures: `yes` where a server asks for it, `no` nowhere at all. */
  edits: z.enum(editWishes).optional(),
});
export type PersonSettings = z.infer<typeof personSettingsSchema>;

export const unsetPersonSettings: PersonSettings = {};
