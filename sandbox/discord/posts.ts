import type { GivenFile } from './command-options.ts';
import { readMentions } from './mentions.ts';
import type { MessageStore } from './messages.ts';
import { hasPermission } from './permissions.ts';
import type { Channel, StoredMessage, User } from './types.ts';
import type { Uploads } from './uploads.ts';
import type { World } from './world.ts';

export interface Post {
  readonly user: User;
  readonly channel: Channel;
  readonly content?: string;
  readonly files?: readonly GivenFile['file'][];
}

export interface PostsOptions {
  readonly world: World;
  readonly messages: MessageStore;
  readonly uploads: Uploads;
}

/** What people do with messages, without any app. */
export function createPosts({ world, messages, uploads }: PostsOptions) {
  return {
    async post({ user, channel, content = '', files = [] }: Post): Promise<StoredMessage> {
      const guild = world.guilds.get(channel.guildId ?? '');
      if (guild) world.member(guild, user);
      const mentions = readMentions(world, {
        text: content,
        allowed: undefined,
        channelId: channel.id,
        mayCallAll: () =>
          guild !== undefined && hasPermission(world.memberPermissions(guild, user), 'MENTION_EVERYONE'),
      });
      const taken = await uploads(files, { channelId: channel.id, ephemeral: false });
      return messages.create({
        channelId: channel.id,
        guildId: channel.guildId,
        author: user,
        via: 'user',
        content: { content, embeds: [], components: [], attachments: [...taken.values()], flags: 0, mentions },
      });
    },

    /** As a moderator does, or the user to whom an ephemeral message was shown. */
    deleteMessage: (message: StoredMessage) => messages.remove(message),
  };
}
