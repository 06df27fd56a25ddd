import { isObject } from '../json.ts';
import { refusals } from '../refusal.ts';
import { bodyOf, done, nothing, type Route, type RouteRequest, type Services } from './route.ts';

export function commandRoutes({ commands, world, applicationId }: Services): readonly Route[] {
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
