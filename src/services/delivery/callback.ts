import { STATUS_CODES } from 'node:http';
import {
  DefaultUserAgent,
  DefaultUserAgentAppendix,
  DiscordAPIError,
  type DiscordErrorData,
  HTTPError,
  type RESTOptions,
} from '@discordjs/rest';
import { APIVersion, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Clock, sleep } from '../../core/clock.ts';
import type { Meter } from '../metrics/meter.ts';

/** Sends the first answer to an interaction and brings what Discord made of it. */
export type SendCallback = (id: string, token: string, body: object) => Promise<unknown>;

interface CallbackParts {
  /** Discord's base, without a slash at its end. */
  readonly api: string;
  readonly timeoutMs: number;
  /** Throws where nothing may be sent any more. */
  readonly send: RESTOptions['makeRequest'];
  readonly clock: Clock;
  readonly meter: Pick<Meter, 'discordRateLimit'>;
}

const HEADERS = {
  'content-type': 'application/json',
  'user-agent': `${DefaultUserAgent} ${DefaultUserAgentAppendix}`.trim(),
};
const TOO_MANY_REQUESTS = 429;
/** After the first. */
const MORE_TRIES = 3;
/** Clocks differ a little. */
const AFTER_A_WAIT_MS = 50;

/** Discord either never heard it, or nobody knows. */
const isWorthRepeating = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || ('code' in error && error.code === 'ECONNRESET'));

const fieldSchema = z.object({ code: z.string(), message: z.string() });
const detailSchema: z.ZodType<NonNullable<DiscordErrorData['errors']>> = z.lazy(() =>
  z.union([z.string(), fieldSchema, z.object({ _errors: z.array(detailSchema) }), z.record(z.string(), detailSchema)]),
);
const errorSchema = z.object({
  code: z.number(),
  message: z.string(),
  errors: detailSchema.optional().catch(undefined),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Also of what is no JSON at all. */
function errorOf(text: string, status: number): DiscordErrorData {
  const { data } = errorSchema.safeParse(parsed(text));
  const { errors, code = 0, message = STATUS_CODES[status] ?? 'Unknown Error' } = data ?? {};
  return errors === undefined ? { code, message } : { code, message, errors };
}

/**
 * Discord exempts callbacks from all of its limits, so there is no bucket to ask and no queue to stand in: what stays of
 * @discordjs/rest are its errors, its tries and its waiting where Discord asks for it all the same.
 */
export function createSendCallback({ api, timeoutMs, send, clock, meter }: CallbackParts): SendCallback {
  const post = (url: string, body: string) =>
    send(url, { method: 'POST', headers: HEADERS, body, signal: AbortSignal.timeout(timeoutMs) });

  return async (id, token, body) => {
    const url = `${api}/v${APIVersion}${Routes.interactionCallback(id, token)}?with_response=true`;
    const sent = JSON.stringify(body);
    const given = { body, files: undefined };
    for (let left = MORE_TRIES; ; ) {
      const answer = await post(url, sent).catch((error: unknown) => {
        if (left === 0 || !isWorthRepeating(error)) throw error;
      });
      const status = answer?.status ?? 0;
      const text = (await answer?.text()) ?? '';
      if (status === TOO_MANY_REQUESTS) {
        const seconds = Math.max(0, Number(answer?.headers.get('retry-after')) || 0);
        meter.discordRateLimit('answer', seconds);
        await sleep(clock, seconds * 1000 + AFTER_A_WAIT_MS);
        continue;
      }
      if (status >= 200 && status < 300) return parsed(text);
      if (status > 0 && status < 500) {
        const said = errorOf(text, status);
        throw new DiscordAPIError(said, said.code, status, 'POST', url, given);
      }
      if (left === 0) throw new HTTPError(status, STATUS_CODES[status] ?? '', 'POST', url, given);
      left -= 1;
    }
  };
}
