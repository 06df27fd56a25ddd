import { z } from 'zod';

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
