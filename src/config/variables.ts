import { z } from 'zod';
import {
  baseUrl,
  databaseUrl,
  hostList,
  list,
  overZero,
  shards,
  snowflake,
  snowflakes,
  text,
  whole,
  yesOrNo,
} from './values.ts';

/** Every environment variable that the bot reads; `.env.example` explains each. */
export const variables = {
  DISCORD_TOKEN: text.optional(),
  DISCORD_API_URL: baseUrl.prefault('https://discord.com/api'),
  DISCORD_CDN_HOSTS: hostList.prefault('cdn.discordapp.com,media.discordapp.net'),
  DISCORD_GUILD_ID: snowflake.optional(),
  FREEPIK_API_KEY: text.optional(),
  FREEPIK_API_URL: baseUrl.prefault('https://api.freepik.com'),
  FREEPIK_API_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header, such as x-magnific-api-key')
    .prefault('x-freepik-api-key'),
  FREEPIK_WEBHOOK_SECRET: text.optional(),
  FREEPIK_RESULT_HOSTS: hostList.prefault('*.freepik.com,*.magnific.com,*.cdnpk.net'),
  APIFRAME_API_KEY: text.optional(),
  APIFRAME_API_URL: baseUrl.prefault('https://api.apiframe.pro'),
  APIFRAME_RESULT_HOSTS: hostList.prefault('*.apiframe.pro,*.apiframe.ai'),
  PROVIDER_REQUESTS_PER_MINUTE: whole(1, 1_000_000).prefault('45'),
  PROVIDER_CONCURRENCY: whole(1, 10_000).prefault('8'),
  PROVIDER_SUBMITS_PER_SECOND: overZero.prefault('1'),
  FILE_SERVICE_URL: baseUrl.optional(),
  FILE_SERVICE_RESULT_HOSTS: hostList.optional(),
  DATA_DIR: text.prefault('./data'),
  DATABASE_URL: databaseUrl.optional(),
  PGPASSWORD: text.optional(),
  SPOOL_MAX_MB: whole(1).prefault('2048'),
  PORT: whole(0, 65_535).prefault('8080'),
  HOST: text.prefault('127.0.0.1'),
  PUBLIC_URL: baseUrl.optional(),
  METRICS_PORT: whole(0, 65_535).optional(),
  ALLOWED_IMAGE_HOSTS: hostList.optional(),
  DISABLED_OPERATIONS: list.optional(),
  DISABLED_MODELS: list.optional(),
  OPERATOR_MONTHLY_CREDITS: whole(0).optional(),
  SERVER_MONTHLY_CREDITS: whole(0).optional(),
  ALLOWED_GUILDS: snowflakes.optional(),
  ALLOW_USER_INSTALL: yesOrNo.prefault('yes'),
  DEFAULT_DAILY_CREDITS: whole(0).prefault('50'),
  DEFAULT_CONCURRENT_JOBS: whole(1).prefault('3'),
  PRICES_FILE: text.optional(),
  POLL_MIN_MS: whole(100, 3_600_000).prefault('2000'),
  POLL_MAX_MS: whole(100, 3_600_000).prefault('20000'),
  JOB_DEADLINE_SECONDS: whole(1, 86_400).prefault('1800'),
  SHUTDOWN_SECONDS: whole(1, 3600).prefault('130'),
  KEEP_FILES_DAYS: whole(0, 36_500).prefault('0'),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .prefault('info'),
  LOG_FORMAT: z.enum(['auto', 'json', 'text'], 'must be auto, json or text').prefault('auto'),
  ROLE: z.enum(['all', 'gateway', 'worker'], 'must be all, gateway or worker').prefault('all'),
  SHARDS: shards.prefault('auto'),
};

export const environment = z.object(variables);
export type Environment = z.output<typeof environment>;
