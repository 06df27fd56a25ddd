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

export interface StageOptions {
  readonly clock?: Clock;
  readonly discord?: LocalDiscordOptions;
  readonly freepik?: LocalFreepikOptions;
  readonly apiframe?: LocalApiframeOptions;
  readonly files?: Pick<LocalFileServiceOptions, 'maxBytes' | 'shape'>;
  /** False: the bot keeps its pictures itself. */
  readonly hasFileService?: boolean;
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
  const discord = await startLocalDiscord({ clock, ...options.discord });
  const freepik = await startLocalFreepik({ clock, ...options.freepik });
  const apiframe = await startLocalApiframe({ clock, ...options.apiframe });
  const files = hasFileService ? await startLocalFileService({ clock, ...options.files }) : undefined;
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
      POLL_MIN_MS: '250',
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
