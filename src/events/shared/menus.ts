import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Courier } from '../../services/delivery/contract.ts';
import { AS_IT_IS, type DiscordApi, type MessageBody } from '../../services/delivery/discord-api.ts';
import { channelRights } from '../../services/delivery/reach.ts';
import type { Log } from '../../services/log.ts';
import type { Actor } from './actor.ts';
import { isChoice } from './payload.ts';
import { type Interaction, isEphemeral, type Question } from './reply.ts';

interface MenusParts {
  readonly discord: Pick<DiscordApi, 'editSent' | 'editOriginal'>;
  readonly redraw: Courier['redraw'];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Discord's clients say nothing when what a menu shows as chosen is chosen once more: not before its message was drawn
 * anew. An answer in words does that by itself; where the answer was a card or a form, the message is edited as it is.
 */
export function createMenus({ discord, redraw, clock, log }: MenusParts) {
  /** Private ones, which only the token edits that they were sent by; one of before a restart stays as it is. */
  const sent = new Map<string, Actor>();

  function tokenOf(messageId: string): Actor | undefined {
    const actor = sent.get(messageId);
    return actor && actor.tokenExpiresAt > clock.now() ? actor : undefined;
  }

  async function edit({ payload, actor }: Question, post: Post): Promise<unknown> {
    const messageId = payload.message?.id ?? '';
    const sender = tokenOf(messageId);
    if (sender) return discord.editSent(sender, messageId, AS_IT_IS);
    if (post.messageId === messageId && post.copy === undefined && clock.now() < post.tokenExpiresAt)
      return discord.editOriginal(post, AS_IT_IS, []);
    const { mayEdit } = channelRights({ isPrivate: isEphemeral(payload), place: actor.place });
    return mayEdit && redraw({ channelId: actor.place.channelId, messageId }, post.createdAt);
  }

  return {
    remember(messageId: string, actor: Actor): void {
      for (const [id, { tokenExpiresAt }] of sent) {
        if (tokenExpiresAt > clock.now()) break;
        sent.delete(id);
      }
      sent.set(messageId, actor);
    },
    /** For a menu that was used for good. */
    async close(messageId: string, body: MessageBody): Promise<void> {
      const sender = tokenOf(messageId);
      if (!sender) return;
      sent.delete(messageId);
      await discord
        .editSent(sender, messageId, body)
        .catch((error: unknown) => log.info({ err: error }, 'a menu that was used stays open'));
    },
    /** For one that is there to be used again; nobody waits for it. */
    reopen(interaction: Interaction, post: Post): void {
      if (!isChoice(interaction.payload) || interaction.reply.wasDrawnAnew()) return;
      edit(interaction, post).catch((error: unknown) => log.info({ err: error }, 'a menu still shows what was chosen'));
    },
  };
}

export type Menus = ReturnType<typeof createMenus>;
