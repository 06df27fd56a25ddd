import { type APIModalInteractionResponseCallbackData, InteractionResponseType, MessageFlags } from 'discord.js';
import type { DiscordApi, MessageFile, SentMessage } from '../services/delivery/discord-api.ts';
import { troubleOf } from '../services/delivery/discord-error.ts';
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
  let state: 'open' | 'deferred' | 'answered' = 'open';

  const respond = async (body: object, then: typeof state): Promise<SentMessage | undefined> => {
    const before = state;
    state = then;
    try {
      return await api.respond(interactionId, token, body);
    } catch (error) {
      // a click on what is no longer there can still be answered otherwise
      if (troubleOf(error) === 'message-gone') state = before;
      throw error;
    }
  };

  async function defer(isPrivate: boolean): Promise<void> {
    const data = isPrivate ? { data: { flags: MessageFlags.Ephemeral } } : {};
    await respond({ type: InteractionResponseType.DeferredChannelMessageWithSource, ...data }, 'deferred');
  }

  async function deferUpdate(): Promise<void> {
    await respond({ type: InteractionResponseType.DeferredMessageUpdate }, 'answered');
  }

  return {
    isAnswered: () => state !== 'open',
    defer,
    deferUpdate,
    async show(body, isPrivate, files = []) {
      // Discord counts the time that an upload takes
      if (files.length > 0 && state === 'open') await defer(isPrivate);
      if (state === 'deferred') {
        state = 'answered';
        return api.editOriginal(at, withFiles(body, files), files);
      }
      const data = isPrivate ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
      if (state === 'answered') return api.followUp(at, withFiles(data, files), files);
      return respond({ type: InteractionResponseType.ChannelMessageWithSource, data }, 'answered');
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
