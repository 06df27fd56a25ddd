import type { REST } from '@discordjs/rest';
import { MessageFlags, type RESTPatchAPIWebhookWithTokenMessageJSONBody, Routes } from 'discord-api-types/v10';
import { FormData } from 'undici';
import { z } from 'zod';
import type { MessagePlace } from '../../core/job.ts';
import type { SendCallback } from './callback.ts';
import type { Mentioning } from './command-mentions.ts';
import { troubleOf } from './discord-error.ts';

/** A message as far as we need it back. */
const messageSchema = z.object({
  id: z.string(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  author: z.object({ id: z.string() }).optional(),
  components: z.unknown(),
  attachments: z.array(z.object({ id: z.string(), filename: z.string(), url: z.string().optional() })).default([]),
});
export type SentMessage = z.infer<typeof messageSchema>;

const callbackSchema = z.object({ resource: z.object({ message: messageSchema.optional() }).optional() });
const channelSchema = z.object({ id: z.string() });
const applicationSchema = z.object({
  owner: z.object({ id: z.string() }),
  team: z.object({ owner_user_id: z.string() }).nullish(),
});
const serverSchema = z.object({
  name: z.string(),
  owner_id: z.string(),
  system_channel_id: z.string().nullish(),
});
const refreshedSchema = z.object({ refreshed_urls: z.array(z.object({ refreshed: z.string().nullish() })) });

export type MessageBody = Pick<RESTPatchAPIWebhookWithTokenMessageJSONBody, 'components' | 'allowed_mentions'> & {
  readonly flags?: number;
  readonly attachments?: readonly {
    readonly id: string | number;
    readonly filename?: string;
    readonly description?: string;
  }[];
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists: boolean };
};

/** An edit that changes nothing: every client draws the message anew. */
export const AS_IT_IS: MessageBody = { flags: MessageFlags.IsComponentsV2 };

/** A file of a message; read from the disk while it is sent. */
export interface MessageFile {
  readonly name: string;
  readonly blob: Blob;
}

/** A server as the bot may ask for it at any time. */
export interface KnownServer {
  readonly name: string;
  readonly ownerId: string;
  /** Where Discord itself speaks to the members. */
  readonly systemChannelId: string | undefined;
}

export interface DiscordApi {
  /** The first answer to an interaction. The message is there when one was made and asked for. */
  respond(id: string, token: string, body: object): Promise<SentMessage | undefined>;
  getOriginal(applicationId: string, token: string): Promise<SentMessage>;
  editOriginal(
    at: TokenPlace,
    body: MessageBody,
    files: readonly MessageFile[],
    signal?: AbortSignal,
  ): Promise<SentMessage>;
  /** A message that was sent by this token, the first or a later one. */
  editSent(at: TokenPlace, messageId: string, body: MessageBody): Promise<SentMessage>;
  followUp(at: TokenPlace, body: MessageBody, files: readonly MessageFile[]): Promise<SentMessage>;
  editMessage(
    at: MessagePlace,
    body: MessageBody,
    files: readonly MessageFile[],
    signal?: AbortSignal,
  ): Promise<SentMessage>;
  createMessage(
    channelId: string,
    nonce: string,
    body: MessageBody,
    files: readonly MessageFile[],
  ): Promise<SentMessage>;
  /** What an interaction was answered with. */
  deleteOriginal(at: TokenPlace): Promise<void>;
  deleteMessage(at: MessagePlace): Promise<void>;
  getMessage(at: MessagePlace): Promise<SentMessage>;
  recentMessages(channelId: string): Promise<readonly SentMessage[]>;
  openDirectChannel(userId: string): Promise<string>;
  /** Whoever the application belongs to; of a team, who owns the team. */
  ownerId(): Promise<string>;
  server(id: string): Promise<KnownServer>;
  /** Whether the bot may look into the channel. */
  canSee(channelId: string): Promise<boolean>;
  /** The same address with a signature that lives; unchanged where Discord does not know it. */
  refreshUrl(url: string): Promise<string>;
}

interface TokenPlace {
  readonly applicationId: string;
  readonly token: string;
}

interface DiscordApiParts {
  readonly hooks: REST;
  readonly bot: REST;
  readonly sendCallback: SendCallback;
  readonly mentioning: Mentioning;
}

/**
 * `hooks` is for what goes by an interaction's token: Discord exempts it from the global limit, so nothing of ours may
 * throttle it. `bot` is for the routes that carry the bot's own token.
 */
export function createDiscordApi({ hooks, bot, sendCallback, mentioning }: DiscordApiParts): DiscordApi {
  const byToken = { auth: false } as const;

  return {
    async respond(id, token, body) {
      const answer = await sendCallback(id, token, await mentioning(body));
      return callbackSchema.safeParse(answer).data?.resource?.message;
    },
    async getOriginal(applicationId, token) {
      return messageSchema.parse(await hooks.get(Routes.webhookMessage(applicationId, token), byToken));
    },
    async editOriginal({ applicationId, token }, body, files, signal) {
      const route = Routes.webhookMessage(applicationId, token);
      return messageSchema.parse(
        await hooks.patch(route, { ...byToken, ...payload(await mentioning(body), files), ...optional(signal) }),
      );
    },
    async editSent({ applicationId, token }, messageId, body) {
      const route = Routes.webhookMessage(applicationId, token, messageId);
      return messageSchema.parse(await hooks.patch(route, { ...byToken, body }));
    },
    async followUp({ applicationId, token }, body, files) {
      const query = new URLSearchParams({ wait: 'true' });
      const route = Routes.webhook(applicationId, token);
      return messageSchema.parse(
        await hooks.post(route, { ...byToken, ...payload(await mentioning(body), files), query }),
      );
    },
    async editMessage({ channelId, messageId }, body, files, signal) {
      const route = Routes.channelMessage(channelId, messageId);
      return messageSchema.parse(
        await bot.patch(route, { ...payload(await mentioning(body), files), ...optional(signal) }),
      );
    },
    async createMessage(channelId, nonce, body, files) {
      const whole = { ...(await mentioning(body)), nonce, enforce_nonce: true };
      return messageSchema.parse(await bot.post(Routes.channelMessages(channelId), payload(whole, files)));
    },
    async deleteOriginal({ applicationId, token }) {
      await hooks.delete(Routes.webhookMessage(applicationId, token), byToken);
    },
    async deleteMessage({ channelId, messageId }) {
      await bot.delete(Routes.channelMessage(channelId, messageId));
    },
    async getMessage({ channelId, messageId }) {
      return messageSchema.parse(await bot.get(Routes.channelMessage(channelId, messageId)));
    },
    async recentMessages(channelId) {
      const query = new URLSearchParams({ limit: '50' });
      return z.array(messageSchema).parse(await bot.get(Routes.channelMessages(channelId), { query }));
    },
    async openDirectChannel(userId) {
      return channelSchema.parse(await bot.post(Routes.userChannels(), { body: { recipient_id: userId } })).id;
    },
    async ownerId() {
      const { owner, team } = applicationSchema.parse(await bot.get('/oauth2/applications/@me'));
      return team?.owner_user_id ?? owner.id;
    },
    async server(id) {
      const server = serverSchema.parse(await bot.get(Routes.guild(id)));
      return { name: server.name, ownerId: server.owner_id, systemChannelId: server.system_channel_id ?? undefined };
    },
    async canSee(channelId) {
      try {
        await bot.get(Routes.channel(channelId));
        return true;
      } catch (error) {
        if (troubleOf(error) === 'no-access') return false;
        throw error;
      }
    },
    async refreshUrl(url) {
      const answer = await bot.post('/attachments/refresh-urls', { body: { attachment_urls: [url] } });
      return refreshedSchema.parse(answer).refreshed_urls[0]?.refreshed ?? url;
    },
  };
}

const optional = (signal: AbortSignal | undefined) => (signal ? { signal } : {});

/** Files go as blobs that are read while they are sent, so that a large picture is never in memory whole. */
function payload(body: object, files: readonly MessageFile[]) {
  if (files.length === 0) return { body };
  const form = new FormData();
  files.forEach(({ blob, name }, index) => {
    form.append(`files[${index}]`, blob, name);
  });
  form.append('payload_json', JSON.stringify(body));
  return { body: form, passThroughBody: true };
}
