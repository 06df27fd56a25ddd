import type { JsonObject } from '../json.ts';
import { userPayload } from '../payloads.ts';
import { done, type Route, type Services } from './route.ts';

export function gatewayRoutes({ gatewayUrl, shards, maxConcurrency }: Services): readonly Route[] {
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

export function applicationRoutes({ world, applicationId }: Services): readonly Route[] {
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
