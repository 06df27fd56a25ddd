import { isObject, type JsonObject, listOf, textOf } from '../json.ts';
import { channelPayload, guildPayload, memberPayload, userPayload } from '../payloads.ts';
import { hasPermission } from '../permissions.ts';
import { invalidForm, refusals } from '../refusal.ts';
import { isThread } from '../world.ts';
import { callbackRoutes, webhookRoutes } from './interaction-routes.ts';
import { messageRoutes } from './message-routes.ts';
import {
  bodyOf,
  done,
  nothing,
  type Route,
  type RouteRequest,
  reachChannel,
  reachGuild,
  type Services,
} from './route.ts';

function attachmentRoutes({ cdn }: Services): readonly Route[] {
  return [
    {
      method: 'POST',
      template: '/attachments/refresh-urls',
      handle(request) {
        const urls = listOf(bodyOf(request), 'attachment_urls').map(String);
        if (urls.length < 1 || urls.length > 50) {
          throw invalidForm('attachment_urls', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 50 in length.');
        }
        const refreshed = urls.map((original) => {
          const attachment = cdn.named(original);
          return { original, refreshed: attachment ? cdn.url(attachment) : original };
        });
        return done({ refreshed_urls: refreshed });
      },
    },
  ];
}

function channelRoutes(services: Services): readonly Route[] {
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

function commandRoutes({ commands, world, applicationId }: Services): readonly Route[] {
  /** The commands of everywhere, or of one server. */
  function scopeOf(request: RouteRequest): string | undefined {
    if (request.param('application') !== applicationId) throw refusals.unknownApplication();
    const guildId = request.param('guild');
    if (guildId === '') return undefined;
    if (!world.guilds.get(guildId)?.botInstalled) throw refusals.missingAccess();
    return guildId;
  }

  return ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap(
    (template): readonly Route[] => [
      { method: 'GET', template, handle: (request) => done(commands.list(scopeOf(request))) },
      {
        method: 'PUT',
        template,
        handle(request) {
          if (!Array.isArray(request.body)) throw refusals.invalidJson();
          return done(commands.overwrite(scopeOf(request), request.body.filter(isObject)));
        },
      },
      {
        method: 'POST',
        template,
        handle(request) {
          const { command, isNew } = commands.upsert(scopeOf(request), bodyOf(request));
          return { status: isNew ? 201 : 200, body: command };
        },
      },
      {
        method: 'GET',
        template: `${template}/:command`,
        handle: (request) => done(commands.byId(scopeOf(request), request.param('command'))),
      },
      {
        method: 'PATCH',
        template: `${template}/:command`,
        handle: (request) => done(commands.change(scopeOf(request), request.param('command'), bodyOf(request))),
      },
      {
        method: 'DELETE',
        template: `${template}/:command`,
        handle(request) {
          commands.remove(scopeOf(request), request.param('command'));
          return nothing;
        },
      },
    ],
  );
}

function gatewayRoutes({ gatewayUrl, shards, maxConcurrency }: Services): readonly Route[] {
  const limits: JsonObject = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: maxConcurrency };
  return [
    { method: 'GET', template: '/gateway', isOpen: true, handle: () => done({ url: gatewayUrl() }) },
    {
      method: 'GET',
      template: '/gateway/bot',
      handle: () => done({ url: gatewayUrl(), shards, session_start_limit: limits }),
    },
  ];
}

function applicationRoutes({ world, applicationId }: Services): readonly Route[] {
  const application = (): JsonObject => ({
    id: applicationId,
    name: world.bot.name,
    icon: null,
    description: '',
    type: null,
    bot: userPayload(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userPayload(world.owner),
    approximate_guild_count: [...world.guilds.values()].filter((guild) => guild.botInstalled).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  });
  const handle = () => done(application());
  return [
    { method: 'GET', template: '/applications/@me', handle },
    { method: 'GET', template: '/oauth2/applications/@me', handle },
  ];
}

function peopleRoutes(services: Services): readonly Route[] {
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

export function allRoutes(services: Services): readonly Route[] {
  return [
    callbackRoutes,
    webhookRoutes,
    messageRoutes,
    channelRoutes,
    peopleRoutes,
    commandRoutes,
    applicationRoutes,
    gatewayRoutes,
    attachmentRoutes,
  ].flatMap((family) => family(services));
}
