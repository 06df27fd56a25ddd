import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  HTTPError,
  type Interaction,
  Partials,
  RateLimitError,
  REST,
  type RESTOptions,
  Routes,
} from 'discord.js';
import type { InteractionHandle } from '../../../sandbox/discord/interactions.ts';
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from '../../../sandbox/discord/local-discord.ts';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';

const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

export const COMMANDS = [
  {
    name: 'imagine',
    description: 'Makes a picture',
    integration_types: [0, 1],
    contexts: [0, 1, 2],
    options: [
      { type: 3, name: 'prompt', description: 'What to see', required: true, max_length: 50 },
      { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 4 },
      { type: 3, name: 'model', description: 'Which', choices: [{ name: 'Real', value: 'real' }] },
      { type: 3, name: 'look', description: 'Style', autocomplete: true },
      { type: 11, name: 'image', description: 'Source' },
    ],
  },
  {
    name: 'limits',
    description: 'Rules',
    options: [
      { type: 1, name: 'set', description: 'Set', options: [{ type: 4, name: 'credits', description: 'A day' }] },
    ],
  },
  { name: 'Use as input', type: 3 },
  { name: 'Picture record', type: 2 },
];

export interface Bench {
  readonly discord: LocalDiscord;
  readonly clock: ReturnType<typeof createMovableClock>;
  readonly rest: REST;
  /** `more`: intents beside those that the bot has. */
  connect(
    onInteraction?: (interaction: Interaction) => unknown,
    more?: readonly GatewayIntentBits[],
  ): Promise<Client<true>>;
  stop(): Promise<void>;
}

/** A local Discord with one server and, on demand, real discord.js clients. */
export async function startBench(options: LocalDiscordOptions = {}): Promise<Bench> {
  const clock = createMovableClock();
  const discord = await startLocalDiscord({ clock, ...options });
  const rest = restFor(discord);
  const clients: Client[] = [];
  await rest.put(Routes.applicationCommands(discord.applicationId), { body: COMMANDS });

  return {
    discord,
    clock,
    rest,
    async connect(onInteraction = () => undefined, more = []) {
      const client = new Client({
        intents: [...INTENTS, ...more],
        partials: [Partials.Channel, Partials.GuildMember, Partials.Message, Partials.Reaction],
        shards: 'auto',
        rest: { api: discord.apiUrl, retries: 0, makeRequest: send },
      });
      clients.push(client);
      client.on(Events.InteractionCreate, onInteraction);
      client.on(Events.Error, () => undefined);
      const ready = new Promise<Client<true>>((found) => client.once(Events.ClientReady, found));
      await client.login(discord.token);
      return ready;
    },
    async stop() {
      await Promise.all(clients.map((client) => client.destroy()));
      await discord.close();
    },
  };
}

/** By Node's own `fetch`: the connections of the process may belong to a library that takes no forms of this one. */
const send: RESTOptions['makeRequest'] = (url, { method = 'GET', headers, body, signal }) => {
  const isSendable = typeof body === 'string' || body instanceof FormData;
  return fetch(url, {
    method,
    headers: Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)] as const),
    body: isSendable ? body : null,
    signal: signal ?? null,
  });
};

export function restFor({ apiUrl: api, token: own }: LocalDiscord, token = own): REST {
  return new REST({ api, retries: 0, rejectOnRateLimit: () => true, makeRequest: send }).setToken(token);
}

interface Verdict {
  readonly ok: boolean;
  readonly errors: readonly unknown[];
}

interface Contract {
  validateRequest(exchange: object): Verdict;
  validateResponse(exchange: object): Verdict;
}

const CHECKER = resolve('../shared/discord-openapi/validate.mjs');

let contract: Promise<Contract> | undefined;

/** Discord's own document, where it stands beside the project: read once, since what it compiles is most of its cost. */
export async function loadContract(): Promise<Contract | undefined> {
  if (!existsSync(CHECKER)) return undefined;
  contract ??= readContract();
  return contract;
}

async function readContract(): Promise<Contract> {
  const { DiscordContract } = await import(pathToFileURL(CHECKER).href);
  return new DiscordContract();
}

/** `status code` of Discord's refusal, or what came instead. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return 'done';
  } catch (error) {
    if (error instanceof DiscordAPIError) return `${error.status} ${error.code}`;
    if (error instanceof HTTPError) return `${error.status}`;
    return error instanceof RateLimitError ? `429 ${error.scope}` : String(error);
  }
}

export function createScene({ discord }: Bench) {
  const guild = discord.addGuild({ name: 'Painters' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  const user = discord.addUser({ name: 'ada', locale: 'vi' });
  return { guild, channel, user };
}

/** An interaction that the test answers itself, over bare REST. */
export async function openCommand(bench: Bench, scene: Pick<ReturnType<typeof createScene>, 'channel' | 'user'>) {
  const { discord, rest } = bench;
  const handle = await discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox' } });
  return { handle, ...tokenRoutes(bench, handle), rest };
}

export function tokenRoutes({ discord, rest }: Bench, { id, token }: InteractionHandle) {
  const webhook = Routes.webhook(discord.applicationId, token);
  const original = Routes.webhookMessage(discord.applicationId, token);
  type Sent = { body?: unknown; files?: { name: string; data: Buffer; contentType?: string }[] };
  return {
    answer: (body: object, files?: Sent['files']) =>
      rest.post(Routes.interactionCallback(id, token), { body, auth: false, ...(files ? { files } : {}) }),
    edit: (body: object, files?: Sent['files']) =>
      rest.patch(original, { body, auth: false, ...(files ? { files } : {}) }),
    followUp: (body: object) => rest.post(webhook, { body, auth: false }),
    read: () => rest.get(original, { auth: false }),
    remove: () => rest.delete(original, { auth: false }),
  };
}
