import { type APIModalInteractionResponseCallbackData, InteractionResponseType, MessageFlags } from 'discord.js';
import { unreachable } from '../core/json.ts';
import type { DiscordApi, MessageFile, SentMessage } from '../services/delivery/discord-api.ts';
import { tookNothing, troubleOf } from '../services/delivery/discord-error.ts';
import type { MessageBody } from '../views/message-body.ts';
import type { Actor } from './actor.ts';

type Files = readonly MessageFile[];

/** The answer to one interaction: the first goes as the reply, what comes after it as an edit or a follow-up. */
export interface Reply {
  isAnswered(): boolean;
  show(body: MessageBody, isPrivate: boolean, files?: Files): Promise<SentMessage | undefined>;
  /** More time: the rest is said by `show`, and is private or not from now on. */
  defer(isPrivate: boolean): Promise<void>;
  /** In place of what the clicked message said. */
  update(body: MessageBody, files?: Files): Promise<void>;
  /** The click was heard; its message will change by itself, or by `update`. */
  deferUpdate(): Promise<void>;
  /** With a form, which must be the first answer. */
  ask(form: APIModalInteractionResponseCallbackData): Promise<void>;
  offer(choices: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
}

export function createReply(api: DiscordApi, { interactionId, applicationId, token }: Actor): Reply {
  const at = { applicationId, token };
  let state: 'open' | 'deferred' | 'deferred privately' | 'answered' = 'open';

  /** What Discord took nothing of can still be said otherwise, and as if it had never been tried. */
  async function become<T>(then: typeof state, deed: () => Promise<T>): Promise<T> {
    const before = state;
    state = then;
    try {
      return await deed();
    } catch (error) {
      if (tookNothing(error)) state = before;
      throw error;
    }
  }

  const respond = (body: object, then: typeof state) => become(then, () => api.respond(interactionId, token, body));

  async function defer(isPrivate: boolean): Promise<void> {
    const data = isPrivate ? { data: { flags: MessageFlags.Ephemeral } } : {};
    const then = isPrivate ? 'deferred privately' : 'deferred';
    await respond({ type: InteractionResponseType.DeferredChannelMessageWithSource, ...data }, then);
  }

  async function deferUpdate(): Promise<void> {
    await respond({ type: InteractionResponseType.DeferredMessageUpdate }, 'answered');
  }

  /**
   * Everybody sees that an answer is on its way, and a follow-up would take that message's place, private or not: it
   * goes first. Where it cannot, whoever tells of that may be read by all.
   */
  async function withdraw(): Promise<void> {
    state = 'answered';
    await api.deleteOriginal(at).catch((error: unknown) => {
      if (troubleOf(error) !== 'message-gone') throw error;
    });
  }

  return {
    isAnswered: () => state !== 'open',
    defer,
    deferUpdate,
    async show(body, isPrivate, files = []) {
      // Discord counts the time that an upload takes
      if (files.length > 0 && state === 'open') await defer(isPrivate);
      if (state === 'deferred' && isPrivate) await withdraw();
      const data = isPrivate ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
      switch (state) {
        case 'open':
          return respond({ type: InteractionResponseType.ChannelMessageWithSource, data }, 'answered');
        case 'deferred':
        case 'deferred privately':
          return become('answered', () => api.editOriginal(at, withFiles(body, files), files));
        case 'answered':
          return api.followUp(at, withFiles(data, files), files);
        default:
          return unreachable(state);
      }
    },
    async update(body, files = []) {
      if (files.length > 0 && state === 'open') await deferUpdate();
      const whole = withFiles(body, files);
      if (state === 'open') await respond({ type: InteractionResponseType.UpdateMessage, data: whole }, 'answered');
      else await api.editOriginal(at, whole, files);
    },
    async ask(form) {
      await respond({ type: InteractionResponseType.Modal, data: form }, 'answered');
    },
    async offer(choices) {
      await respond(
        { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
        'answered',
      );
    },
  };
}

/** All files of the message: those of an earlier page are not kept. */
const withFiles = (body: MessageBody, files: Files) => ({
  ...body,
  attachments: files.map(({ name }, id) => ({ id, filename: name })),
});
