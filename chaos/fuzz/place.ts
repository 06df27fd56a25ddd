import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { isObject, type Json, type JsonObject, textOf } from '../../sandbox/discord/json.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { startListener } from '../../sandbox/http/local-server.ts';
import { openStage } from '../../sandbox/stage.ts';
import { type App, startApp } from '../../src/app.ts';
import { parseConfig, secretsOf } from '../../src/config.ts';
import { createLog } from '../../src/services/log.ts';
import { FEWEST_PIXELS, pictureFile } from '../../test/end-to-end/pictures.ts';
import { type Act, commandActs, formAct, menuActs, pressActs, type Scene } from './acts.ts';
import { openQuietBot, type QuietBot } from './quiet-bot.ts';
import { SECRETS } from './secrets.ts';

/** Where nothing listens: what is told there goes nowhere. */
const NOWHERE = 'http://127.0.0.1:1';
/** Stand in samples for what each case has of its own. */
export const OWN = { id: '@id@', token: '@token@' } as const;

/** Interactions as Discord tells of them, from a bot that has been at work for a while; and what it left behind. */
export interface Place {
  readonly samples: readonly JsonObject[];
  readonly applicationId: string;
  /** The real bot among the local servers, and what people did there, to be done again. */
  readonly sitting: { readonly scene: Scene; readonly acts: readonly Act[]; start(): Promise<App>; takeLog(): string };
  /** Of the bot in a silent world. */
  readonly databaseFile: string;
  /** The bot in a silent world, with the same database; opened once for all who ask. */
  quiet(): Promise<QuietBot>;
  close(): Promise<readonly string[]>;
}

const shownBy = (handle: InteractionHandle): StoredMessage | undefined => handle.message();
const isFinished = (handle: InteractionHandle) =>
  JSON.stringify(shownBy(handle)?.components ?? []).includes('v1:again:');

export async function openPlace(): Promise<Place> {
  const stage = await openStage({
    discord: { token: SECRETS.DISCORD_TOKEN },
    freepik: { taskMs: 20, apiKey: SECRETS.FREEPIK_API_KEY },
    apiframe: { taskMs: 20, apiKey: SECRETS.APIFRAME_API_KEY },
    hasFileService: false,
  });
  const { discord, dataDir } = stage;
  const logged: string[] = [];
  const picture = (await pictureFile(64, 64)).bytes;
  // where attachments are, and results: any path is this picture
  const pictures = await startListener({
    handle: async (_, response) => void response.setHeader('content-type', 'image/png').end(picture),
    onDefect: (words) => void logged.push(words),
  });
  const pictureHost = pictures.host;
  const copy = await mkdtemp(join(tmpdir(), 'darkroom-fuzz-'));
  const env = {
    ...stage.env,
    PUBLIC_URL: NOWHERE,
    FREEPIK_WEBHOOK_SECRET: SECRETS.FREEPIK_WEBHOOK_SECRET,
    DEFAULT_DAILY_CREDITS: '60',
  };
  const config = parseConfig(env);
  const start = () =>
    startApp({
      config,
      log: createLog({
        level: 'debug',
        secrets: secretsOf(config),
        destination: { write: (line) => void logged.push(line) },
      }),
      onFatal: (error) => void logged.push(error.message),
    });

  const guild = discord.addGuild({ name: 'a server', locale: 'en-US' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  const role = discord.addRole(guild, { name: 'Moderators', permissions: ['MANAGE_GUILD', 'MANAGE_MESSAGES'] });
  const user = discord.addUser({ name: 'ann', locale: 'en-US' });
  const moderator = discord.addUser({ name: 'mo', locale: 'vi' });
  discord.setMember(guild, user, {});
  discord.setMember(guild, moderator, { roles: [role] });
  const scene: Scene = { discord, user, moderator, role, channel };
  const told: JsonObject[] = [];
  const stopListening = discord.on('interaction', (payload) => void told.push(payload));

  const first = await start();
  const acts: Act[] = [];
  async function play(more: readonly Act[]): Promise<void> {
    for (const act of more) {
      const handle = await act().catch(() => undefined);
      acts.push(act);
      await handle?.acknowledged.catch(() => undefined);
      if (handle?.modal) await formAct(scene, ownerOf(told, user, moderator), handle.modal)().catch(() => undefined);
    }
  }

  const photo = { file: await pictureFile(192, 168) };
  const orders = [
    { name: 'imagine', options: { prompt: 'a fox', count: 2, ...FEWEST_PIXELS } },
    { name: 'upscale', options: { image: photo } },
    { name: 'imagine', options: { prompt: 'a cat', private: true, ...FEWEST_PIXELS } },
  ];
  const handles = await Promise.all(orders.map((order) => discord.runCommand({ user, channel, ...order })));
  await discord.until(() => handles.every(isFinished) || undefined, 30_000);
  const posted = await discord.post({ user, channel, content: 'look', files: [photo.file] });
  const seen = new Set<string>();
  const shown = handles.flatMap((handle) => shownBy(handle) ?? []);
  await play(pressActs(scene, seen));
  await play(menuActs(scene, [posted, ...shown.slice(0, 2)]));
  await play(await commandActs(scene));
  await play(pressActs(scene, seen));
  await play(pressActs(scene, seen));
  await first.stop();
  stopListening();
  await cp(dataDir, copy, { recursive: true });

  let quiet: Promise<QuietBot> | undefined;
  let second: App | undefined;
  return {
    samples: told.map((payload) => withOwn(payload, discord.cdnHost, pictureHost)),
    applicationId: discord.applicationId,
    databaseFile: join(copy, 'darkroom.sqlite'),
    sitting: {
      scene,
      acts,
      takeLog: () => logged.splice(0).join(''),
      async start() {
        second ??= await start();
        return second;
      },
    },
    quiet() {
      quiet ??= openQuietBot({
        env: {
          ...env,
          DATA_DIR: copy,
          DISCORD_CDN_HOSTS: pictureHost,
          FREEPIK_API_URL: NOWHERE,
          APIFRAME_API_URL: NOWHERE,
          FREEPIK_RESULT_HOSTS: pictureHost,
          APIFRAME_RESULT_HOSTS: pictureHost,
        },
        applicationId: discord.applicationId,
        picture,
      });
      return quiet;
    },
    async close() {
      const wrong = await (await quiet)?.close();
      await second?.stop();
      await stage.close();
      await pictures.close();
      await rm(copy, { recursive: true, force: true });
      return wrong ?? [];
    },
  };
}

/** Whoever was told of last. */
function ownerOf(told: readonly JsonObject[], ...people: readonly Scene['user'][]): Scene['user'] {
  const last = JSON.stringify(told.at(-1)?.['member'] ?? told.at(-1)?.['user'] ?? {});
  const owner = people.find(({ id }) => last.includes(`"id":"${id}"`)) ?? people[0];
  if (!owner) throw new Error('nobody is there');
  return owner;
}

function withOwn(payload: JsonObject, host: string, pictureHost: string): JsonObject {
  const text = JSON.stringify({ ...payload, ...OWN }).replaceAll(host, pictureHost);
  const read: Json = JSON.parse(text);
  return isObject(read) && textOf(read, 'id') === OWN.id ? read : payload;
}
