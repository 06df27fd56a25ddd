import { textOf } from '../json.ts';
import { channelPayload } from '../payloads.ts';
import { reachChannel } from './access.ts';
import { bodyOf, done, nothing, type Route, type Services } from './route.ts';

export function channelRoutes(services: Services): readonly Route[] {
  const { world, clock } = services;
  return [
    {
      method: 'GET',
      template: '/channels/:channel',
      handle: (request) => {
        const channel = reachChannel(services, request.param('channel'));
        return done(channelPayload(channel, world.bot.id, clock.now()));
      },
    },
    {
      method: 'PATCH',
      template: '/channels/:channel',
      handle(request) {
        const channel = reachChannel(services, request.param('channel'), ['MANAGE_CHANNELS']);
        const body = bodyOf(request);
        const isNsfw = body['nsfw'];
        const changed = world.changeChannel(channel, {
          name: textOf(body, 'name') ?? channel.name,
          nsfw: typeof isNsfw === 'boolean' ? isNsfw : channel.nsfw,
        });
        return done(channelPayload(changed, world.bot.id, clock.now()));
      },
    },
    {
      method: 'POST',
      template: '/channels/:channel/typing',
      handle(request) {
        reachChannel(services, request.param('channel'), ['SEND_MESSAGES']);
        return nothing;
      },
    },
  ];
}
