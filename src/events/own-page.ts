import { MessageFlags } from 'discord.js';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './interaction-payload.ts';

/** Whether what was clicked is seen by one member alone. */
export const isEphemeral = ({ message }: InteractionPayload): boolean =>
  ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

/** Whether what was clicked is a private message that answered this very member: only that may be replaced. */
export const isOwnPage = (payload: InteractionPayload, { ownerId }: Actor): boolean =>
  isEphemeral(payload) && payload.message?.interaction_metadata?.user.id === ownerId;
