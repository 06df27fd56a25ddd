import { attachmentRoutes } from './attachment-routes.ts';
import { callbackRoutes } from './callback-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { applicationRoutes, gatewayRoutes } from './gateway-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import type { Route, Services } from './route.ts';
import { webhookRoutes } from './webhook-routes.ts';

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
