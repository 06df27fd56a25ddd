import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../src/core/clock.ts';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from './discord/local-discord.ts';
import {
  type LocalFileService,
  type LocalFileServiceOptions,
  startLocalFileService,
} from './file-service/local-file-service.ts';
import { type LocalApiframe, type LocalApiframeOptions, startLocalApiframe } from './providers/local-apiframe.ts';
import { type LocalFreepik, type LocalFreepikOptions, startLocalFreepik } from './providers/local-freepik.ts';

/** The servers of a stage, by what the bot knows them as. */
export type Peer = 'discord' | 'freepik' | 'freepik-results' | 'apiframe' | 'apiframe-results' | 'files' | 'file-links';

export interface StageOptions {
  readonly clock?: Clock;
  readonly discord?: LocalDiscordOptions;
  readonly freepik?: LocalFreepikOptions;
  readonly apiframe?: LocalApiframeOptions;
  readonly files?: Pick<LocalFileServiceOptions, 'maxBytes' | 'shape'>;
  /** False: the bot keeps its pictures itself. */
  readonly hasFileService?: boolean;
  /** What listens before each server: the bot and all links know that port instead. */
  readonly inFront?: (peer: Peer, port: number) => Promise<number>;
}

/** Everything that the bot talks to, on this machine. */
export interface Stage {
  readonly discord: LocalDiscord;
  readonly freepik: LocalFreepik;
  readonly apiframe: LocalApiframe;
  readonly files: LocalFileService | undefined;
  readonly dataDir: string;
  /** The environment in which the bot finds all of it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { clock = systemClock, hasFileService = true } = options;
  const before = (peer: Peer) => (port: number) => options.inFront?.(peer, port) ?? Promise.resolve(port);
  const beforeProvider = (name: 'freepik' | 'apiframe') => ({
    inFront: before(name),
    inFrontOfResults: before(`${name}-results`),
  });
  const discord = await startLocalDiscord({ clock, inFront: before('discord'), ...options.discord });
  const freepik = await startLocalFreepik({ clock, ...beforeProvider('freepik'), ...options.freepik });
  const apiframe = await startLocalApiframe({ clock, ...beforeProvider('apiframe'), ...options.apiframe });
  const beforeFiles = { inFront: before('files'), inFrontOfLinks: before('file-links') };
  const files = hasFileService ? await startLocalFileService({ clock, ...beforeFiles, ...options.files }) : undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'darkroom-'));
  const service = files ? { FILE_SERVICE_URL: files.url, FILE_SERVICE_RESULT_HOSTS: files.linkHost } : {};
  return {
    discord,
    freepik,
    apiframe,
    files,
    dataDir,
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_HOSTS: discord.cdnHost,
      FREEPIK_API_KEY: freepik.apiKey,
      FREEPIK_API_URL: freepik.url,
      FREEPIK_RESULT_HOSTS: freepik.resultHost,
      APIFRAME_API_KEY: apiframe.apiKey,
      APIFRAME_API_URL: apiframe.url,
      APIFRAME_RESULT_HOSTS: apiframe.resultHost,
      DATA_DIR: dataDir,
      PORT: '0',
      POLL_MIN_MS: '100',
      PROVIDER_REQUESTS_PER_MINUTE: '6000',
      PROVIDER_SUBMITS_PER_SECOND: '100000',
      ...service,
    },
    async close() {
      await Promise.all([discord.close(), freepik.close(), apiframe.close(), files?.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
