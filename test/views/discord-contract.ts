import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { checkCommand, checkCommands } from '../../sandbox/discord/command-rules.ts';
import { readComponents } from '../../sandbox/discord/components.ts';
import { isObject, type Json, listOf, numberOf, objectOf, parseJson } from '../../sandbox/discord/json.ts';
import { FLAGS } from '../../sandbox/discord/messages.ts';
import { readModal } from '../../sandbox/discord/modals.ts';
import { DiscordRefusal, invalidForm } from '../../sandbox/discord/refusal.ts';
import { checkRequest } from '../../sandbox/discord/rest/read-request.ts';
import { notHeld } from '../not-held.ts';

const RELATIVE = '../shared/discord-openapi/validate.mjs';
const PATH = resolve(import.meta.dirname, '../..', RELATIVE);

/** Discord's own document lies beside the project, not in it; what the local Discord holds to is everywhere. */
const isDocumentHere = existsSync(PATH);

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly files?: readonly { field: string; filename: string; contentType: string; size: number }[];
}

const resultSchema = z.object({
  errors: z.array(z.object({ at: z.string(), message: z.string(), severity: z.string().optional() })),
});

type Contract = new () => { validateRequest(sent: Sent): unknown };
const moduleSchema = z.object({ DiscordContract: z.custom<Contract>((value) => typeof value === 'function') });

export async function openDocument(): Promise<((sent: Sent) => readonly string[]) | undefined> {
  if (!isDocumentHere) return undefined;
  const loaded: unknown = await import(pathToFileURL(PATH).href);
  const contract = new (moduleSchema.parse(loaded).DiscordContract)();
  return (sent) => [
    ...resultSchema
      .parse(contract.validateRequest(sent))
      .errors.filter(({ severity }) => severity !== 'hint')
      .map(({ at, message }) => `${at}: ${message}`),
    ...rightsBelowNone(sent.body),
  ];
}

/** The document has a least number here, which its checker lets go where it allows texts as well. */
function rightsBelowNone(body: unknown): readonly string[] {
  const commands = (Array.isArray(body) ? body : [body]).filter(isObject);
  const below = commands.filter((command) => (numberOf(command, 'default_member_permissions') ?? 0) < 0);
  return below.map(() => 'default_member_permissions: must be >= 0');
}

/** What Discord would complain of, in words; nothing when it would take the request. */
export async function openContract() {
  const document = await openDocument();
  return {
    complaints(sent: Sent): readonly string[] {
      if (!document) notHeld(1);
      return [...localComplaints(sent), ...(document?.(sent) ?? [])];
    },
  };
}

const TEMPLATES: readonly (readonly [RegExp, string])[] = [
  [/\/interactions\/\d+\/[^/]+\/callback$/, '/interactions/:interaction/:token/callback'],
  [/\/webhooks\/\d+\/[^/]+\/messages\/[^/]+$/, '/webhooks/:application/:token/messages/:message'],
  [/\/channels\/\d+\/messages$/, '/channels/:channel/messages'],
  [/\/channels\/\d+\/messages\/\d+$/, '/channels/:channel/messages/:message'],
  [/\/applications\/\d+\/commands$/, '/applications/:application/commands'],
  [/\/applications\/\d+\/guilds\/\d+\/commands$/, '/applications/:application/guilds/:guild/commands'],
];
const FORM = 9;

/** As the local Discord judges it, without sending it. */
function localComplaints({ method, path, body, files = [] }: Sent): readonly string[] {
  const template = TEMPLATES.find(([pattern]) => pattern.test(path))?.[1];
  if (template === undefined) return [`unknown path ${path}`];
  const sent = parseJson(JSON.stringify(body));
  const { refusal, ignored } = checkRequest(method, template, sent);
  const found = [
    ...(refusal ? [JSON.stringify(refusal.errors)] : []),
    ...ignored.map((field) => `${field} is unknown`),
  ];
  if (found.length > 0) return found;
  try {
    checkRules(sent, files);
    return [];
  } catch (error) {
    if (error instanceof DiscordRefusal) return [JSON.stringify(error.errors ?? error.message)];
    throw error;
  }
}

function checkRules(sent: Json, files: NonNullable<Sent['files']>): void {
  if (Array.isArray(sent)) {
    const commands = sent.filter(isObject);
    for (const [index, command] of commands.entries()) checkCommand(command, `${index}`);
    checkCommands(commands);
  }
  if (!isObject(sent)) return;
  const data = objectOf(sent, 'data') ?? sent;
  if (sent['type'] === FORM) return void readModal(data);
  readComponents(
    listOf(data, 'components'),
    ((numberOf(data, 'flags') ?? 0) & FLAGS.IS_COMPONENTS_V2) !== 0,
    (url, at) => {
      const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
      if (name !== undefined && !files.some(({ filename }) => filename === name)) {
        throw invalidForm(at, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', `${name} is not sent`);
      }
      return { url };
    },
  );
}

const WEBHOOK = '/api/v10/webhooks/1100000000000000001/token';

/** A body as it travels in each of the ways that the bot sends one. */
export function requestsOf(body: object, fileNames: readonly string[] = []): readonly Sent[] {
  const files = fileNames.map((filename, index) => ({
    field: `files[${index}]`,
    filename,
    contentType: 'image/png',
    size: 1000,
  }));
  const attachments = fileNames.map((filename, index) => ({ id: String(index), filename }));
  const full = fileNames.length > 0 ? { ...body, attachments } : body;
  const sent = fileNames.length > 0 ? { files } : {};
  return [
    { method: 'PATCH', path: `${WEBHOOK}/messages/@original`, body: full, ...sent },
    {
      method: 'POST',
      path: '/api/v10/interactions/1100000000000000002/token/callback',
      body: { type: 4, data: full },
      ...sent,
    },
    { method: 'POST', path: '/api/v10/channels/1100000000000000003/messages', body: full, ...sent },
    {
      method: 'PATCH',
      path: '/api/v10/channels/1100000000000000003/messages/1100000000000000004',
      body: full,
      ...sent,
    },
  ];
}
