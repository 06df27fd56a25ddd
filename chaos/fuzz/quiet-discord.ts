import { FormData } from 'undici';
import { isObject, type Json, objectsOf, parseJson } from '../../sandbox/discord/json.ts';
import type { AppOptions } from '../../src/app.ts';
import { openContract, type Sent } from '../../test/views/discord-contract.ts';

type Files = NonNullable<Sent['files']>;
type Seat = NonNullable<AppOptions['inPlaceOfDiscord']>;

/** The first answer to an interaction, as it would have left. */
export interface Callback {
  readonly token: string;
  readonly body: Json;
  readonly complaints: readonly string[];
}

const CALLBACK = /\/interactions\/[^/]*\/([^/]*)\/callback/;
/** The path that Discord's document knows such a request by. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [CALLBACK, '/api/v10/interactions/1100000000000000002/token/callback'],
  [/\/webhooks\/[^/]+\/[^/]+\/messages\//, '/api/v10/webhooks/1100000000000000001/token/messages/@original'],
  [/\/channels\/[^/]+\/messages\/[^/]+$/, '/api/v10/channels/1100000000000000003/messages/1100000000000000004'],
  [/\/channels\/[^/]+\/messages$/, '/api/v10/channels/1100000000000000003/messages'],
];

const MOST_NAMES = 2000;

/** Takes all that is said, as Discord would in its best mood, and looks at whether it could. */
export async function openQuietDiscord(applicationId: string) {
  const contract = await openContract();
  const callbacks: Callback[] = [];
  const complaints: string[] = [];
  const names = new Map<string, string>();
  let lastId = 1_300_000_000_000_000_000n;
  let hear: (payload: unknown) => void = () => {};
  let taken = () => {};

  function nextId(): string {
    lastId += 1n;
    return String(lastId);
  }

  const messageOf = (files: Files): Json => ({
    id: nextId(),
    author: { id: applicationId },
    components: [],
    attachments: files.map(({ filename }) => {
      const id = nextId();
      names.set(id, filename);
      if (names.size > MOST_NAMES) names.delete(names.keys().next().value ?? '');
      return { id, filename, url: `https://cdn.invalid/${filename}` };
    }),
  });

  /** The same, where what the message has already and keeps lies at an address of its own. */
  function withKept(body: Json): Json {
    const kept = isObject(body) ? objectsOf(body, 'attachments').flatMap(({ id }) => names.get(String(id)) ?? []) : [];
    if (kept.length === 0) return body;
    const text = JSON.stringify(body);
    return parseJson(
      kept.reduce((all, name) => all.replaceAll(`"attachment://${name}"`, `"https://cdn.invalid/${name}"`), text),
    );
  }

  function answerTo(method: string, path: string, body: Json, files: Files): Json {
    if (CALLBACK.test(path)) return { resource: { message: messageOf(files) } };
    if (path.endsWith('/commands')) {
      return (Array.isArray(body) ? body : []).map((command: Json) => ({
        ...(isObject(command) ? command : {}),
        id: nextId(),
      }));
    }
    if (path.endsWith('/oauth2/applications/@me')) return { owner: { id: nextId() } };
    if (path.endsWith('/applications/@me')) return { id: applicationId };
    if (method === 'GET' && /\/channels\/[^/]+\/messages$/.test(path)) return [];
    if (/\/guilds\/[^/]+$/.test(path)) return { name: 'a server', owner_id: nextId() };
    if (path.endsWith('refresh-urls')) return { refreshed_urls: [] };
    return messageOf(files);
  }

  const answer: Seat['answer'] = async (url, init) => {
    const { method = 'GET' } = init;
    const path = new URL(url).pathname;
    const { body, files } = readBody(init.body);
    const callback = CALLBACK.exec(path);
    const known = KNOWN.find(([pattern]) => pattern.test(path))?.[1];
    const found =
      known === undefined || body === undefined
        ? []
        : contract.complaints({ method, path: known, body: withKept(body), files });
    if (callback) callbacks.push({ token: callback[1] ?? '', body, complaints: found });
    else complaints.push(...found.map((words) => `${method} ${path}: ${words}`));
    if (callback) taken();
    if (method === 'DELETE') return new Response(null, { status: 204 });
    return Response.json(answerTo(method, path, body, files));
  };

  const openGateway: Seat['openGateway'] = ({ onInteraction }) => {
    hear = onInteraction;
    return {
      connect: async () => {},
      self: () => ({ bot: 'quiet#0000', servers: 1 }),
      isReady: () => true,
      isNsfw: () => false,
      close: async () => {},
    };
  };

  return {
    seat: { answer, openGateway } satisfies Seat,
    callbacks,
    /** Of what is said beside first answers. */
    complaints,
    /** As the gateway tells it. */
    dispatch: (payload: unknown) => hear(payload),
    /** At each first answer. */
    onCallback(listener: () => void) {
      taken = listener;
    },
  };
}

function readBody(sent: unknown): { readonly body: Json; readonly files: Files } {
  if (typeof sent === 'string') return { body: parseJson(sent), files: [] };
  if (!(sent instanceof FormData)) return { body: undefined, files: [] };
  const payload = sent.get('payload_json');
  const files = [...sent.entries()].flatMap(([field, value]) =>
    typeof value === 'string' ? [] : [{ field, filename: value.name, contentType: 'image/png', size: value.size }],
  );
  return { body: typeof payload === 'string' ? parseJson(payload) : undefined, files };
}
