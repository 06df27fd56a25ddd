import { InteractionResponseType, MessageFlags } from 'discord.js';
import type { DiscordApi, SentMessage } from '../services/delivery/discord-api.ts';
import type { MessageBody } from '../views/message-body.ts';
import type { Actor } from './actor.ts';

/** The answer to one interaction: the first goes as the reply, what comes after it as an edit or a follow-up. */
export interface Reply {
  isAnswered(): boolean;
  show(body: MessageBody, isPrivate: boolean): Promise<SentMessage | undefined>;
  /** More time: the rest is said by `show`, and is private or not from now on. */
  defer(isPrivate: boolean): Promise<void>;
  /** The click was heard; its message will change by itself. */
  deferUpdate(): Promise<void>;
  offer(choices: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
}

export function createReply(api: DiscordApi, { interactionId, applicationId, token }: Actor): Reply {
  let state: 'open' | 'deferred' | 'answered' = 'open';

  const respond = async (body: object, then: typeof state): Promise<SentMessage | undefined> => {
    state = then;
    return api.respond(interactionId, token, body);
  };

  return {
    isAnswered: () => state !== 'open',
    async show(body, isPrivate) {
      if (state === 'deferred') {
        state = 'answered';
        return api.editOriginal({ applicationId, token }, body, []);
      }
      const data = isPrivate ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
      if (state === 'answered') return api.followUp(applicationId, token, data);
      return respond({ type: InteractionResponseType.ChannelMessageWithSource, data }, 'answered');
    },
    async defer(isPrivate) {
      const data = isPrivate ? { data: { flags: MessageFlags.Ephemeral } } : {};
      await respond({ type: InteractionResponseType.DeferredChannelMessageWithSource, ...data }, 'deferred');
    },
    async deferUpdate() {
      await respond({ type: InteractionResponseType.DeferredMessageUpdate }, 'answered');
    },
    async offer(choices) {
      await respond(
        { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
        'answered',
      );
    },
  };
}
