import { MessageFlags } from 'discord.js';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './interaction-payload.ts';

/** Whether what was clicked is a private message that answered this very member: only that may be replaced. */
export function isOwnPage({ message }: InteractionPayload, { ownerId }: Actor): boolean {
  const isPrivate = ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return isPrivate && message?.interaction_metadata?.user.id === ownerId;
}
