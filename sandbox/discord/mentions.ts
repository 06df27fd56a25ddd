import { type JsonObject, listOf, objectOf, objectsOf, textOf } from './json.ts';
import { hasPermission } from './permissions.ts';
import { invalidForm } from './refusal.ts';
import type { Channel, Mentions, User } from './types.ts';
import type { World } from './world.ts';

export interface MentionRequest {
  readonly text: string;
  /** As the request has it; without it everybody who is named is called. */
  readonly allowed: JsonObject | undefined;
  readonly channelId: string;
  /** Who wrote the message that this one answers. */
  readonly repliedTo?: User | undefined;
  /** Whether the author may call everyone. */
  readonly mayCallAll: (channel: Channel) => boolean;
}

export const NOBODY: Mentions = { users: [], roles: [], isEveryone: false };

/** All that people read in a message, where a mention would call somebody: embeds never do. */
export function spokenText(content: string, components: readonly JsonObject[]): string {
  const textsOf = (component: JsonObject): readonly string[] => [
    textOf(component, 'content') ?? '',
    ...objectsOf(component, 'components').flatMap(textsOf),
  ];
  return [content, ...components.flatMap(textsOf)].join('\n');
}

/** Whom a message calls: who is named in it, as far as it is allowed. Nothing is named inside of code. */
export function readMentions(world: World, request: MentionRequest): Mentions {
  const { text, allowed, channelId, repliedTo } = request;
  const channel = world.channels.get(channelId);
  const guild = world.guilds.get(channel?.guildId ?? '');
  const said = text.replaceAll(/```[\s\S]*?```|`[^`]*`/g, '');
  const parsed = allowed ? listOf(allowed, 'parse') : ['users', 'roles', 'everyone'];
  const mayCallAll = channel !== undefined && request.mayCallAll(channel);

  function namedIn(kind: 'users' | 'roles', pattern: RegExp): readonly string[] {
    const listed = listOf(allowed ?? {}, kind).map(String);
    if (listed.length > 0 && parsed.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      throw invalidForm('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
    const named = new Set([...said.matchAll(pattern)].map(([, id]) => id ?? ''));
    return [...named].filter((id) => parsed.includes(kind) || listed.includes(id));
  }

  const isAnswerCalled = allowed ? allowed['replied_user'] === true : true;
  const called = namedIn('users', /<@!?(\d+)>/g).filter((id) => world.users.has(id));
  const answered = repliedTo && isAnswerCalled ? [repliedTo.id] : [];
  return {
    users: [...new Set([...called, ...answered])],
    roles: namedIn('roles', /<@&(\d+)>/g).filter((id) => mayCallAll && guild?.roles.has(id)),
    isEveryone: mayCallAll && guild !== undefined && parsed.includes('everyone') && /@(everyone|here)\b/.test(said),
  };
}

/** What the bot's own permissions in the channel say. */
export const botMayCallAll = (channel: Channel): boolean => hasPermission(channel.botPermissions, 'MENTION_EVERYONE');

export const allowedIn = (body: JsonObject): JsonObject | undefined => objectOf(body, 'allowed_mentions');
