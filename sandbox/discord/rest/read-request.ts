import * as document from 'discord-api-spec/zod';
import { type core, z } from 'zod';
import type { ZodMiniType } from 'zod/mini';
import { type IncomingFile, inspectFile } from '../attachments.ts';
import { isObject, type Json, numberOf, parseJson } from '../json.ts';
import { type DiscordRefusal, type FieldError, invalidForms, refusals } from '../refusal.ts';

interface Multipart {
  readonly payload: string | undefined;
  readonly files: readonly IncomingFile[];
}

const HEADER_END = Buffer.from('\r\n\r\n');

/** Reads multipart/form-data that is wholly in memory; the files are windows into `body`, not copies. */
function parseMultipart(contentType: string, body: Buffer): Multipart | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return undefined;
  const files: IncomingFile[] = [];
  let payload: string | undefined;
  for (const part of partsOf(body, Buffer.from(`--${boundary}`))) {
    const split = part.indexOf(HEADER_END);
    if (split < 0) return undefined;
    const headers = part.subarray(0, split).toString('utf8');
    const bytes = part.subarray(split + HEADER_END.length);
    const field = /;\s*name="([^"]*)"/i.exec(headers)?.[1] ?? '';
    const filename = /;\s*filename="([^"]*)"/i.exec(headers)?.[1];
    if (field === 'payload_json') payload = bytes.toString('utf8');
    if (filename === undefined) continue;
    const type = /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim();
    files.push({ field, filename: decodeName(filename), contentType: type, bytes });
  }
  return { payload, files };
}

function* partsOf(body: Buffer, marker: Buffer): Generator<Buffer> {
  let start = body.indexOf(marker);
  while (start >= 0) {
    const from = start + marker.length + 2;
    const next = body.indexOf(marker, from);
    if (next < 0) return;
    yield body.subarray(from, next - 2);
    start = next;
  }
}

function decodeName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0A', '\n').replaceAll('%0D', '\r');
}

export interface ReadRequest {
  readonly body: Json;
  /** Undefined where the request was not multipart. */
  readonly files: readonly IncomingFile[] | undefined;
}

export async function readRequest(contentType: string | undefined, bytes: Buffer): Promise<ReadRequest> {
  if (!contentType?.startsWith('multipart/form-data')) {
    return { body: bytes.length > 0 ? readJson(bytes.toString('utf8')) : undefined, files: undefined };
  }
  const parts = parseMultipart(contentType, bytes);
  if (!parts) throw refusals.invalidJson();
  const body = parts.payload === undefined ? undefined : readJson(parts.payload);
  return { body, files: await Promise.all(parts.files.map(inspectFile)) };
}

function readJson(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw refusals.invalidJson();
  }
}

/** Discord's own document, as the package `discord-api-spec` makes schemas of it: the body of each request. */
const COMMANDS = '/applications/:application/commands';
const GUILD_COMMANDS = '/applications/:application/guilds/:guild/commands';
const commandSet = z.array(document.ApplicationCommandUpdateRequestSchema);

type Schema = ZodMiniType | z.ZodType;

const BODIES: Readonly<Record<string, Schema>> = {
  [`PUT ${COMMANDS}`]: commandSet,
  [`PUT ${GUILD_COMMANDS}`]: commandSet,
  [`POST ${COMMANDS}`]: document.ApplicationCommandCreateRequestSchema,
  [`POST ${GUILD_COMMANDS}`]: document.ApplicationCommandCreateRequestSchema,
  [`PATCH ${COMMANDS}/:command`]: document.ApplicationCommandPatchRequestPartialSchema,
  [`PATCH ${GUILD_COMMANDS}/:command`]: document.ApplicationCommandPatchRequestPartialSchema,
  'POST /webhooks/:application/:token': document.IncomingWebhookRequestPartialSchema,
  'PATCH /webhooks/:application/:token/messages/:message': document.IncomingWebhookUpdateRequestPartialSchema,
  'POST /channels/:channel/messages': document.MessageCreateRequestSchema,
  'PATCH /channels/:channel/messages/:message': document.MessageEditRequestPartialSchema,
  'PATCH /channels/:channel': document.UpdateGuildChannelRequestPartialSchema,
  'PATCH /users/@me': document.BotAccountPatchRequestSchema,
  'POST /users/@me/channels': document.CreatePrivateChannelRequestSchema,
};

const CALLBACK = 'POST /interactions/:interaction/:token/callback';
const CALLBACKS: Readonly<Record<number, ZodMiniType>> = {
  1: document.PongInteractionCallbackRequestSchema,
  4: document.CreateMessageInteractionCallbackRequestSchema,
  5: document.CreateMessageInteractionCallbackRequestSchema,
  6: document.UpdateMessageInteractionCallbackRequestSchema,
  7: document.UpdateMessageInteractionCallbackRequestSchema,
  8: document.ApplicationCommandAutocompleteCallbackRequestSchema,
  9: document.ModalInteractionCallbackRequestSchema,
};

/** What clients send although the document does not name it there, and Discord passes over or knows all the same. */
const HARMLESS = new Set(['enforce_nonce', 'message_reference', 'nonce', 'nsfw', 'tts']);

interface RequestCheck {
  readonly refusal: DiscordRefusal | undefined;
  /** Fields that Discord passes over without a word: a typing error, most likely. */
  readonly ignored: readonly string[];
}

const FINE: RequestCheck = { refusal: undefined, ignored: [] };

/** A bot tells the same commands at each start, and they are much to look at: what was said of them once is said again. */
const ofCommands = new Map<string, RequestCheck>();
const MOST_REMEMBERED = 8;

function checkCommands(body: Json): RequestCheck {
  const text = JSON.stringify(body);
  const known = ofCommands.get(text);
  if (known) return known;
  const check = checkBody(commandSet, body);
  if (ofCommands.size >= MOST_REMEMBERED) ofCommands.clear();
  ofCommands.set(text, check);
  return check;
}

export function checkRequest(method: string, template: string, body: Json): RequestCheck {
  const route = `${method} ${template}`;
  const type = isObject(body) ? numberOf(body, 'type') : undefined;
  const schema = route === CALLBACK ? CALLBACKS[type ?? 0] : BODIES[route];
  if (!schema || body === undefined) return FINE;
  return schema === commandSet ? checkCommands(body) : checkBody(schema, body);
}

function checkBody(schema: Schema, body: Json): RequestCheck {
  const read = schema.safeParse(body, { reportInput: true });
  if (read.success) return { refusal: undefined, ignored: unknownKeys(body, read.data, '') };
  const errors = problemsOf(read.error.issues, []);
  return errors.length === 0 ? FINE : { refusal: invalidForms(errors), ignored: [] };
}

/** The document drops what it does not know, so whatever is in the request and not in the result is unknown. */
function unknownKeys(given: unknown, read: unknown, path: string): readonly string[] {
  if (Array.isArray(given) && Array.isArray(read)) {
    return given.flatMap((entry, index) => unknownKeys(entry, read[index], `${path}${index}.`));
  }
  if (!isObject(given) || !isObject(read)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    if (key in read) return unknownKeys(value, read[key], `${path}${key}.`);
    return value === undefined || HARMLESS.has(key) ? [] : [`${path}${key}`];
  });
}

type Issue = core.$ZodIssue;
type Path = readonly PropertyKey[];

const isAtType = ({ path }: Issue) => path.length === 1 && path[0] === 'type';

function problemsOf(issues: readonly Issue[], above: Path): readonly FieldError[] {
  return issues.flatMap((issue): readonly FieldError[] => {
    const path = [...above, ...issue.path];
    if (issue.code === 'invalid_union') return unionProblems(issue.errors, path);
    return isTaken(issue) ? [] : [{ path: path.map(String).join('.'), ...wordsOf(issue) }];
  });
}

/** Of what might stand here, what was meant: it bears its type, and lacks the least. */
function unionProblems(branches: readonly (readonly Issue[])[], path: Path): readonly FieldError[] {
  const meant = branches.filter((issues) => !issues.some(isAtType));
  const tried = meant.map((issues) => problemsOf(issues, path)).sort((a, b) => a.length - b.length);
  if (tried[0]) return tried[0];
  const known = branches.flatMap((issues) =>
    issues.filter(isAtType).flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : [])),
  );
  const message = `Value of field "type" must be one of (${known.join(', ')}).`;
  return [{ path: [...path, 'type'].map(String).join('.'), code: 'UNION_TYPE_CHOICES', message }];
}

/** What the document refuses and Discord takes: digits for a number, a number for an id; and it counts characters. */
function isTaken(issue: Issue): boolean {
  const { input } = issue;
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'string') return Number.isSafeInteger(input) && issue.path.at(-1) === 'id';
    return ['number', 'int'].includes(issue.expected) && typeof input === 'string' && /^\d+$/.test(input);
  }
  return issue.code === 'too_big' && typeof input === 'string' && [...input].length <= Number(issue.maximum);
}

const CONVERT: Readonly<Record<string, readonly [string, string]>> = {
  string: ['STRING_TYPE_CONVERT', 'Could not interpret this value as string.'],
  number: ['NUMBER_TYPE_COERCE', 'This value is not a number.'],
  int: ['NUMBER_TYPE_COERCE', 'This value is not an int.'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  object: ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
};

function wordsOf(issue: Issue): Omit<FieldError, 'path'> {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
      const [code, message] = CONVERT[issue.expected] ?? ['BASE_TYPE_BAD', `Expected ${issue.expected}.`];
      return { code, message };
    }
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
        : { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
        : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.join(', ')}}.` };
    case 'invalid_format':
      return issue.format === 'url'
        ? { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }
        : { code: 'BASE_TYPE_BAD_FORMAT', message: 'The format of this value is wrong.' };
    default:
      return { code: 'BASE_TYPE_BAD', message: issue.message };
  }
}
