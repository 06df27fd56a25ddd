import { textOf } from '../json.ts';
import { channelPayload, guildPayload, memberPayload, userPayload } from '../payloads.ts';
import { hasPermission } from '../permissions.ts';
import { refusals } from '../refusal.ts';
import { isThread } from '../types.ts';
import { reachGuild } from './access.ts';
import { bodyOf, done, type Route, type Services } from './route.ts';

export function peopleRoutes(services: Services): readonly Route[] {
  const { world, clock } = services;
  const own = () => ({ ...userPayload(world.bot), mfa_enabled: true, locale: 'en-US', verified: true, email: null });

  function userOf(id: string) {
    const user = world.users.get(id);
    if (!user) throw refusals.unknownUser();
    return user;
  }

  return [
    { method: 'GET', template: '/users/@me', handle: () => done(own()) },
    { method: 'PATCH', template: '/users/@me', handle: () => done(own()) },
    {
      method: 'POST',
      template: '/users/@me/channels',
      handle(request) {
        const channel = world.openDm(userOf(textOf(bodyOf(request), 'recipient_id') ?? ''));
        return done(channelPayload(channel, world.bot.id, clock.now()));
      },
    },
    { method: 'GET', template: '/users/:user', handle: (request) => done(userPayload(userOf(request.param('user')))) },
    {
      method: 'GET',
      template: '/guilds/:guild',
      handle: (request) => done(guildPayload(reachGuild(services, request.param('guild')))),
    },
    {
      method: 'GET',
      template: '/guilds/:guild/channels',
      handle(request) {
        const guild = reachGuild(services, request.param('guild'));
        const channels = [...world.channels.values()].filter(
          (one) => one.guildId === guild.id && !isThread(one) && hasPermission(one.botPermissions, 'VIEW_CHANNEL'),
        );
        return done(channels.map((channel) => channelPayload(channel, world.bot.id, clock.now())));
      },
    },
    {
      method: 'GET',
      template: '/guilds/:guild/members/:user',
      handle(request) {
        const id = request.param('user');
        const member = reachGuild(services, request.param('guild')).members.get(id === '@me' ? world.bot.id : id);
        if (!member) throw refusals.unknownMember();
        return done(memberPayload(member));
      },
    },
  ];
}
