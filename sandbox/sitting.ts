import type { Channel, Guild, User } from './discord/world.ts';
import { createMovableClock } from './movable-clock.ts';
import { type RealApi, withRealApis } from './real-apis.ts';
import { openStage } from './stage.ts';
import { createSupervisor } from './supervisor.ts';

export type Sitting = Awaited<ReturnType<typeof openSitting>>;

interface SittingOptions {
  /** APIs that are called for real, for money. */
  readonly real?: readonly RealApi[];
}

interface Place {
  readonly guild: Guild;
  readonly channels: Channel[];
}

/** Everything that the bot talks to, some people and places, and the bot itself, not yet started. */
export async function openSitting({ real = [] }: SittingOptions = {}) {
  const clock = createMovableClock();
  const pace = { ms: 3000 };
  const taskMs = (ordinal: number) => pace.ms + (ordinal % 3) * Math.round(pace.ms / 4);
  const api = process.env['APIFRAME_API'] === 'v2' ? 'v2' : 'v1';
  const stage = await openStage({ clock, freepik: { taskMs }, apiframe: { taskMs, api } });
  const { discord } = stage;

  const guild = discord.addGuild({ name: 'Darkroom sandbox', locale: 'en-US' });
  const pictures = discord.addChannel(guild, { name: 'pictures' });
  const thread = discord.addChannel(guild, { name: 'night-pictures', parent: pictures });
  const late = discord.addChannel(guild, { name: 'after-dark', nsfw: true });
  const elsewhere = discord.addGuild({ name: 'Another server', botInstalled: false });
  const outside = discord.addChannel(elsewhere, { name: 'general' });
  const moderators = discord.addRole(guild, { name: 'Moderators', permissions: ['MANAGE_GUILD', 'MANAGE_MESSAGES'] });

  const ann = discord.addUser({ name: 'Ann' });
  const binh = discord.addUser({ name: 'Bình', locale: 'vi' });
  const mo = discord.addUser({ name: 'Mo', locale: process.env['LANG']?.startsWith('vi') ? 'vi' : 'en-US' });
  const sam = discord.addUser({ name: 'Sam' });
  for (const user of [ann, binh, mo]) discord.setMember(guild, user, {});
  discord.setMember(guild, mo, { roles: [moderators] });
  for (const user of [ann, binh, mo, sam]) discord.setMember(elsewhere, user, {});
  const places: readonly Place[] = [
    { guild, channels: [pictures, thread, late] },
    { guild: elsewhere, channels: [outside] },
  ];

  const listeners = new Set<(kind: 'state' | 'line', text: string) => void>();
  const tell = (kind: 'state' | 'line', text: string) => {
    for (const listener of listeners) listener(kind, text);
  };
  const bot = createSupervisor({
    env: { ...withRealApis(stage.env, real), LOG_LEVEL: 'debug', LOG_FORMAT: 'json' },
    clock,
    onState: (state) => tell('state', state),
    onLine: (line) => tell('line', line),
  });

  return {
    stage,
    clock,
    pace,
    bot,
    /** APIs that are called for real. */
    real: real.map(({ name }) => name),
    /** What must not be shown to whoever looks on. */
    secrets: [discord.token, stage.freepik.apiKey, stage.apiframe.apiKey, ...real.map(({ key }) => key)],
    /** What the bot's process becomes, and each line that it writes. */
    onBot(listener: (kind: 'state' | 'line', text: string) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    people: [
      { user: ann, role: 'Member' },
      { user: binh, role: 'Member, tiếng Việt' },
      { user: mo, role: 'Moderator' },
      { user: sam, role: 'Stranger, of another server' },
      { user: discord.owner, role: 'Operator' },
    ],
    /** In the order in which they are shown; a person has a direct message beside these. */
    places,
    /** The server that has the bot, and the role of those who moderate it. */
    guild,
    moderators,
    moderator: mo,
    pictures,
    isModerator: (user: User): boolean => guild.members.get(user.id)?.roles.includes(moderators.id) ?? false,

    /** As a person does it, in the channel or from a message of it. */
    openThread(parent: Channel, name: string): Channel {
      const place = places.find(({ channels }) => channels.includes(parent));
      if (!place || parent.parentId !== undefined) throw new Error('A thread is opened in a channel of a server.');
      const opened = discord.addChannel(place.guild, { name, parent });
      const siblings = place.channels.filter(({ parentId }) => parentId === parent.id).length;
      place.channels.splice(place.channels.indexOf(parent) + siblings + 1, 0, opened);
      return opened;
    },
    async close(): Promise<void> {
      await bot.stop();
      await stage.close();
    },
  };
}
