import type { MessagePlace, Post } from '../../core/job.ts';
import { channelRights } from './channel-rights.ts';
import type { ChannelTurn } from './channel-turns.ts';
import type { DiscordApi, MessageBody, MessageFile, SentMessage } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';
import { messageNonce } from './message-nonce.ts';

/** A message for one way of sending it: sizes differ from way to way. */
export interface Composed {
  readonly body: MessageBody;
  /** The same for a new message in the channel, which may notify its owner. */
  readonly newBody: MessageBody;
  readonly files: readonly MessageFile[];
}

export interface Size {
  readonly limit: number;
  /** Share of what one request may hold. */
  readonly scale: number;
  /** Where the message that is edited has its pictures already. */
  readonly keepsShown: boolean;
  /** Between the bot and the member alone. */
  readonly isDirect: boolean;
}

export type Compose = (size: Size) => Promise<Composed>;

export interface Sent {
  readonly message: SentMessage;
  /** The message that shows it now, where it is not the one that the post began with. */
  readonly copy: MessagePlace | undefined;
  /** A message of its own notifies, an edit never does. */
  readonly isNew: boolean;
}

/** One way to the member. */
export interface Rung {
  readonly name: 'token' | 'copy' | 'edit' | 'message' | 'direct';
  readonly limit: number;
  readonly isInChannel: boolean;
  readonly isDirect?: boolean;
  readonly send: (compose: (keepsShown: boolean) => Promise<Composed>) => Promise<Sent>;
}

/** Where Discord does not say how large a file may be. */
export const SAFE_LIMIT = 8 * 1024 * 1024;

type Api = Pick<DiscordApi, 'editOriginal' | 'editMessage' | 'createMessage' | 'recentMessages' | 'openDirectChannel'>;

export function createRungs(api: Api, turn: ChannelTurn) {
  /** Put together before its turn, so that nothing comes between the two; once more if a file was removed meanwhile. */
  async function inTurn(channelId: string, madeAt: number, compose: () => Promise<Composed>): Promise<Composed> {
    const composed = await compose();
    await turn(channelId, madeAt);
    return (await areThere(composed)) ? composed : compose();
  }

  async function edit(at: MessagePlace, madeAt: number, compose: () => Promise<Composed>): Promise<SentMessage> {
    const { body, files } = await inTurn(at.channelId, madeAt, compose);
    return api.editMessage(at, body, files);
  }

  /** One that was sent before we could write it down is ours, and no second one is made. */
  async function earlier(channelId: string, nonce: string, { applicationId, messageId }: Post, jobId: string) {
    try {
      const messages = await api.recentMessages(channelId);
      return messages.find(({ id, author, components, ...message }) => {
        const isOnIt = author?.id === applicationId && JSON.stringify(components ?? '').includes(`:${jobId}:`);
        return id !== messageId && (message.nonce === nonce || isOnIt);
      });
    } catch (error) {
      // without the right to read back, Discord's own look at the nonce must do
      if (troubleOf(error) !== 'no-access') throw error;
      return undefined;
    }
  }

  async function create(channelId: string, post: Post, jobId: string, compose: () => Promise<Composed>): Promise<Sent> {
    const nonce = messageNonce(jobId);
    const known = await earlier(channelId, nonce, post, jobId);
    if (known) return { message: known, copy: { channelId, messageId: known.id }, isNew: true };
    const { newBody, files } = await inTurn(channelId, Number.POSITIVE_INFINITY, compose);
    const message = await api.createMessage(channelId, nonce, newBody, files);
    return { message, copy: { channelId, messageId: message.id }, isNew: true };
  }

  return {
    byToken: (post: Post, token: string): Rung => ({
      name: 'token',
      limit: post.place.attachmentLimit,
      isInChannel: false,
      async send(compose) {
        const { body, files } = await compose(post.copy === undefined);
        const message = await api.editOriginal({ applicationId: post.applicationId, token }, body, files);
        return { message, copy: undefined, isNew: false };
      },
    }),

    byCopy: ({ copy, createdAt, place }: Post): Rung[] =>
      copy === undefined
        ? []
        : [
            {
              name: 'copy',
              limit: SAFE_LIMIT,
              isInChannel: false,
              isDirect: copy.channelId !== place.channelId,
              send: async (compose) => ({
                message: await edit(copy, createdAt, () => compose(true)),
                copy,
                isNew: false,
              }),
            },
          ],

    byOwnEdit(post: Post): Rung[] {
      const { messageId, createdAt, place } = post;
      if (messageId === undefined || !channelRights(post).mayEdit) return [];
      const send: Rung['send'] = async (compose) => {
        const at = { channelId: place.channelId, messageId };
        const message = await edit(at, createdAt, () => compose(post.copy === undefined));
        return { message, copy: undefined, isNew: false };
      };
      return [{ name: 'edit', limit: SAFE_LIMIT, isInChannel: true, send }];
    },

    byNewMessage(post: Post, jobId: string): Rung[] {
      if (!channelRights(post).mayWrite) return [];
      const send: Rung['send'] = (compose) => create(post.place.channelId, post, jobId, () => compose(false));
      return [{ name: 'message', limit: SAFE_LIMIT, isInChannel: true, send }];
    },

    byDirectMessage: (post: Post, jobId: string): Rung => ({
      name: 'direct',
      limit: SAFE_LIMIT,
      isInChannel: false,
      isDirect: true,
      send: async (compose) =>
        create(await api.openDirectChannel(post.ownerId), post, jobId, async () => {
          const { body, files } = await compose(false);
          return { body, newBody: body, files };
        }),
    }),
  };
}

/** A file is read only while it is sent, and Node does not tell whoever sends it that it has gone. */
function areThere({ files }: Composed): Promise<boolean> {
  const firstBytes = files.map(({ blob }) => blob.slice(0, 1).arrayBuffer());
  return Promise.all(firstBytes).then(
    () => true,
    () => false,
  );
}
