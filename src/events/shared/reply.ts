import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
} from 'discord-api-types/v10';
import { unreachable } from '../../core/json.ts';
import type { DiscordApi, MessageFile, SentMessage } from '../../services/delivery/discord-api.ts';
import { tookNothing, troubleOf } from '../../services/delivery/discord-error.ts';
import type { MessageBody } from '../../views/message-body.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './payload.ts';

/** Who will see the answer, or that it takes the place of what the clicked message says. */
export type Manner = 'privately' | 'to all' | 'in place';

type Files = readonly MessageFile[];

/** The answer to one interaction: the first goes as the reply, what comes after it as an edit or a follow-up. */
export interface Reply {
  isAnswered(): boolean;
  /** How the answer is announced if it does not come in time: privately where nobody said otherwise. */
  plan(manner: Manner): void;
  /** Time is up: Discord is told that the answer is on its way, as it was planned. Nothing where something was said. */
  announce(): void;
  /** As what the answer was announced; undefined where it can still be the first word. */
  announced(): Promise<Manner | undefined>;
  show(body: MessageBody, isPrivate: boolean, files?: Files): Promise<SentMessage | undefined>;
  /** Whether the message that was clicked was drawn anew before the answer came. */
  wasDrawnAnew(): boolean;
  /** The same as `show` for what changes by the interaction's token later: it is the answer itself, never what follows one. */
  begin(body: MessageBody, isPrivate: boolean): Promise<SentMessage | undefined>;
  /** More time: the rest is said by `show`, and is private or not from now on. */
  defer(isPrivate: boolean): Promise<void>;
  /** In place of what the clicked message said, or of the announcement. */
  update(body: MessageBody, files?: Files): Promise<void>;
  /** The click was heard; its message will change by itself, or by `update`. */
  deferUpdate(): Promise<void>;
  /** With a form, which must be the first answer: where it comes too late, words say to press once more. */
  ask(form: APIModalInteractionResponseCallbackData): Promise<void>;
  /** What can be chosen while a member types: nothing any more where it comes too late. */
  offer(choices: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
}

interface ReplyOptions {
  /** Words for the member alone come after the menu's message was drawn anew, so that it can be used again. */
  readonly isChoice?: boolean;
  /** What only this token can edit from now on. */
  readonly onPrivate?: (messageId: string) => void;
}

type Answered = Pick<Actor, 'interactionId' | 'applicationId' | 'token'> & {
  readonly place: Pick<Actor['place'], 'language'>;
};

export function createReply(
  api: DiscordApi,
  { interactionId, applicationId, token, place }: Answered,
  { isChoice = false, onPrivate = () => {} }: ReplyOptions = {},
): Reply {
  const at = { applicationId, token };
  let state: 'open' | 'deferred' | 'deferred privately' | 'deferred in place' | 'answered' = 'open';
  let planned: Manner = 'privately';
  let isDrawnAnew = false;
  /** Settled when Discord has said what it makes of the announcement. */
  let announcing: Promise<void> = Promise.resolve();

  /** What Discord took nothing of can still be said otherwise, and as if it had never been tried. */
  async function become<T>(then: typeof state, attempt: () => Promise<T>): Promise<T> {
    const before = state;
    state = then;
    try {
      return await attempt();
    } catch (error) {
      if (tookNothing(error)) state = before;
      throw error;
    }
  }

  const respond = (body: object, then: typeof state) => become(then, () => api.respond(interactionId, token, body));

  async function putOff(manner: Manner): Promise<void> {
    const type = InteractionResponseType.DeferredChannelMessageWithSource;
    switch (manner) {
      case 'privately':
        return void (await respond({ type, data: { flags: MessageFlags.Ephemeral } }, 'deferred privately'));
      case 'to all':
        return void (await respond({ type }, 'deferred'));
      case 'in place':
        return void (await respond({ type: InteractionResponseType.DeferredMessageUpdate }, 'deferred in place'));
      default:
        return unreachable(manner);
    }
  }

  async function putOffUnlessDone(manner: Manner): Promise<void> {
    await announcing;
    if (state === 'open') await putOff(manner);
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

  /** Where Discord will not have it, the words are the answer by themselves. */
  async function drawAnew(): Promise<void> {
    try {
      await respond({ type: InteractionResponseType.UpdateMessage }, 'answered');
      isDrawnAnew = true;
    } catch (error) {
      if (!tookNothing(error)) throw error;
    }
  }

  async function show(body: MessageBody, isPrivate: boolean, files: Files = []): Promise<SentMessage | undefined> {
    await announcing;
    if (isChoice && isPrivate && state === 'open') await drawAnew();
    return begin(body, isPrivate, files);
  }

  async function begin(body: MessageBody, isPrivate: boolean, files: Files = []): Promise<SentMessage | undefined> {
    const sent = await send(body, isPrivate, files);
    if (sent && isPrivate) onPrivate(sent.id);
    return sent;
  }

  async function send(body: MessageBody, isPrivate: boolean, files: Files): Promise<SentMessage | undefined> {
    await announcing;
    // Discord counts the time that an upload takes
    if (files.length > 0 && state === 'open') await putOff(isPrivate ? 'privately' : 'to all');
    if (state === 'deferred' && isPrivate) await withdraw();
    const data = isPrivate ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
    switch (state) {
      case 'open':
        return respond({ type: InteractionResponseType.ChannelMessageWithSource, data }, 'answered');
      case 'deferred':
      case 'deferred privately':
        return become('answered', () => api.editOriginal(at, withFiles(body, files), files));
      case 'deferred in place':
      case 'answered':
        return api.followUp(at, withFiles(data, files), files);
      default:
        return unreachable(state);
    }
  }

  return {
    isAnswered: () => state !== 'open',
    plan(manner) {
      planned = manner;
    },
    announce() {
      if (state !== 'open') return;
      // a message that was just deleted cannot change; what else Discord did not take is noticed again when the answer is
      // given: nothing that is being done is left alone
      announcing = putOff(planned)
        .catch((error: unknown) => (troubleOf(error) === 'message-gone' ? putOff('privately') : undefined))
        .catch(() => {});
    },
    async announced() {
      await announcing;
      return ANNOUNCED[state];
    },
    wasDrawnAnew: () => isDrawnAnew,
    show,
    begin: (body, isPrivate) => begin(body, isPrivate),
    defer: (isPrivate) => putOffUnlessDone(isPrivate ? 'privately' : 'to all'),
    async deferUpdate() {
      await putOffUnlessDone('in place');
      // the clicked message was gone, and nothing is to be said
      if (state === 'deferred privately' && planned === 'in place') await withdraw();
    },
    async update(body, files = []) {
      await announcing;
      if (files.length > 0 && state === 'open') await putOff('in place');
      const whole = withFiles(body, files);
      if (state === 'open') await respond({ type: InteractionResponseType.UpdateMessage, data: whole }, 'answered');
      else await become('answered', () => api.editOriginal(at, whole, files));
    },
    async ask(form) {
      await announcing;
      if (state !== 'open') return void (await show(renderNotice({ kind: 'too-slow' }, place.language), true));
      await respond({ type: InteractionResponseType.Modal, data: form }, 'answered');
    },
    async offer(choices) {
      if (state !== 'open') return;
      await respond(
        { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
        'answered',
      );
    },
  };
}

const ANNOUNCED = {
  open: undefined,
  deferred: 'to all',
  'deferred privately': 'privately',
  'deferred in place': 'in place',
  answered: undefined,
} as const;

/** All files of the message: those of an earlier page are not kept. */
const withFiles = (body: MessageBody, files: Files) => ({
  ...body,
  attachments: files.map(({ name }, id) => ({ id, filename: name })),
});

/** Whether what was clicked is seen by one member alone. */
export const isEphemeral = ({ message }: InteractionPayload): boolean =>
  ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

/** What somebody asked for, who it is, and how it is answered. */
export interface Interaction {
  readonly payload: InteractionPayload;
  readonly actor: Actor;
  readonly reply: Reply;
}

/** What is known while there is nothing to answer yet. */
export type Question = Omit<Interaction, 'reply'>;

/** Whoever is answered, and how. */
export type Asker = Omit<Interaction, 'payload'>;

/** What is done about one interaction. */
export type Handler = (interaction: Interaction) => Promise<void>;

/** Whether what was clicked is a private message that answered this very member: only that may be replaced. */
export const isOwnPage = ({ payload, actor }: Question): boolean =>
  isEphemeral(payload) && payload.message?.interaction_metadata?.user.id === actor.ownerId;

/** Where a page goes: into a message of its own, or in place of the page that was there. */
export interface PageAnswer {
  readonly give: (...page: Parameters<Reply['update']>) => Promise<unknown>;
}

export const asMessage = (reply: Reply): PageAnswer => ({ give: (body, files) => reply.show(body, true, files) });

export function inPlace(reply: Reply): PageAnswer {
  reply.plan('in place');
  return { give: reply.update };
}
