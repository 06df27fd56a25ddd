import type { FailureReason } from '../../core/failure.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { HttpAnswer } from '../http/contract.ts';

/** JSON as it came, or undefined for HTML, nothing, or half of something. */
export function jsonOf({ body }: Pick<HttpAnswer, 'body'>): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const POLICY =
  /moderat|content.polic|policy.violation|violat|nsfw|safety|prohibited|inappropriate|not.allowed.content|flagged/i;

/** Whether a provider's words speak of what may be shown, not of what went wrong. */
export const isAboutPolicy = (text: string): boolean => POLICY.test(text);

/** A provider's words for the log: short, one line, without addresses. */
export function wordsOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const clean = text
    .replace(/https?:\/\/\S+/g, '[link]')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return clean === '' ? undefined : clean.slice(0, 200);
}

export function reason(code: FailureReason['code'], detail: string | undefined): FailureReason {
  return detail === undefined ? { code } : { code, detail };
}

/** `Retry-After` in either of its forms, in milliseconds from now. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, 3_600_000);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.min(Math.max(0, time - now), 3_600_000);
}
