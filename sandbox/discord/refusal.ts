import type { JsonObject } from './json.ts';

/** Discord said no: nothing was done. */
export class DiscordRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: JsonObject | undefined;

  constructor(status: number, code: number, message: string, errors?: JsonObject) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export const refusals = {
  unauthorized: () => new DiscordRefusal(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordRefusal(404, 0, '404: Not Found'),
  methodNotAllowed: () => new DiscordRefusal(405, 0, '405: Method Not Allowed'),
  unknownApplication: () => new DiscordRefusal(404, 10002, 'Unknown Application'),
  unknownChannel: () => new DiscordRefusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordRefusal(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordRefusal(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordRefusal(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordRefusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => new DiscordRefusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordRefusal(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordRefusal(404, 10063, 'Unknown application command'),
  tooManyFiles: () => new DiscordRefusal(400, 30015, 'Maximum number of attachments in a message reached (10)'),
  tooLarge: () => new DiscordRefusal(413, 40005, 'Request entity too large'),
  alreadyAcknowledged: () => new DiscordRefusal(400, 40060, 'Interaction has already been acknowledged.'),
  tooManyFollowUps: () =>
    new DiscordRefusal(400, 40094, 'This interaction has reached the maximum number of follow-up messages'),
  missingAccess: () => new DiscordRefusal(403, 50001, 'Missing Access'),
  notTheAuthor: () => new DiscordRefusal(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new DiscordRefusal(400, 50006, 'Cannot send an empty message'),
  closedDirectMessages: () => new DiscordRefusal(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new DiscordRefusal(403, 50013, 'Missing Permissions'),
  archivedThread: () => new DiscordRefusal(400, 50083, 'Thread is archived'),
  lockedThread: () => new DiscordRefusal(400, 160005, 'Thread is locked'),
  expiredToken: () => new DiscordRefusal(401, 50027, 'Invalid Webhook Token'),
  invalidJson: () => new DiscordRefusal(400, 50109, 'The request body contains invalid JSON.'),
} as const;

export interface FieldError {
  /** Dotted, as in `components.0.custom_id`. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The 50035 of wrong fields. */
export function invalidForms(fields: readonly FieldError[]): DiscordRefusal {
  const errors: Tree = {};
  for (const { path, code, message } of fields) {
    let at = errors;
    for (const key of path.split('.').filter((part) => part !== '')) {
      const inner = branchOf(at[key]);
      at[key] = inner;
      at = inner;
    }
    at['_errors'] = [{ code, message }];
  }
  return new DiscordRefusal(400, 50035, 'Invalid Form Body', errors);
}

interface Tree {
  [key: string]: Tree | readonly JsonObject[];
}

const isList = (value: Tree | readonly JsonObject[]): value is readonly JsonObject[] => Array.isArray(value);
const branchOf = (value: Tree | readonly JsonObject[] | undefined): Tree =>
  value === undefined || isList(value) ? {} : value;

/** The 50035 of one wrong field. */
export function invalidForm(path: string, code: string, message: string): DiscordRefusal {
  return invalidForms([{ path, code, message }]);
}
