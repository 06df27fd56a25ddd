import type { FailureReason } from '../../core/failure.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../core/json.ts';
import type { RemoteImage } from '../../core/provider.ts';
import type { HttpAnswer } from '../http/contract.ts';

/** JSON as it came, or undefined for HTML, nothing, or half of something. */
export function jsonOf({ body }: Pick<HttpAnswer, 'body'>): JsonObject | undefined {
  const value = parseJson(body.toString('utf8'));
  return isJsonObject(value) ? value : undefined;
}

const POLICY =
  /moderat|content.polic|policy.violation|violat|nsfw|safety|prohibited|inappropriate|not.allowed.content|flagged/i;

/** Whether a provider's words speak of what may be shown, not of what went wrong. */
export const isAboutPolicy = (text: string): boolean => POLICY.test(text);

/** What stands where a word should; of anything else nothing, which may not even be made a text of. */
export const wordIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

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

const FAILURE_FIELDS = [
  'error',
  'error_message',
  'message',
  'detail',
  'msg',
  'fail_reason',
  'failure_reason',
  'errors',
] as const;

/** Why a task failed, wherever its words stand: told apart is what may not be shown from what went wrong. */
export function failureOf(fields: JsonObject): FailureReason {
  const told = FAILURE_FIELDS.flatMap((name) => {
    const value = fields[name];
    if (value === undefined || value === null || value === '') return [];
    return [typeof value === 'string' ? value : JSON.stringify(value)];
  }).join('; ');
  return reason(isAboutPolicy(told) ? 'refused' : 'provider-failed', wordsOf(told));
}

/** A link, if that is what it is. */
export function imageOf(url: unknown, flag: unknown): RemoteImage[] {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) return [];
  return [{ source: { url }, ...(typeof flag === 'boolean' ? { nsfw: flag } : {}) }];
}

/** All links under the first of these names that holds any: one, a list of them, or a list of what holds them. */
export function imagesUnder(value: unknown, names: readonly string[], depth = 0): RemoteImage[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => imagesUnder(entry, names, depth + 1));
  if (!isJsonObject(value)) return imageOf(value, undefined);
  return names.map((name) => imagesUnder(value[name], names, depth + 1)).find((found) => found.length > 0) ?? [];
}

const DEEPEST = 4;

/** A 400 in each of its shapes: wrapped in `problem` or not, `name` or `field`, or a list of `errors` or `details`. */
export function complaintOf(body: JsonObject | undefined): FailureReason {
  if (!body) return { code: 'invalid-request' };
  const problem = isJsonObject(body['problem']) ? body['problem'] : body;
  const named = listIn(problem['invalid_params']).map(
    (entry) => `${wordIn(entry['name'] ?? entry['field'] ?? '?')}: ${wordIn(entry['reason'])}`,
  );
  const lists = [problem['errors'], problem['detail'], problem['details']];
  const listed = lists.flatMap(listIn).map((entry) => entry['msg'] ?? entry['message']);
  const parts = [problem['message'] ?? problem['error'], problem['detail'], problem['msg'], ...named, ...listed];
  const words = wordsOf(parts.filter((part) => typeof part === 'string').join('; '));
  return reason(words && isAboutPolicy(words) ? 'refused' : 'invalid-request', words);
}

/** Whether a 400 complains of the model and of nothing else. */
export function isAboutModel(body: JsonObject | undefined): boolean {
  const problem = isJsonObject(body?.['problem']) ? body['problem'] : body;
  const lists = [problem?.['invalid_params'], problem?.['errors'], problem?.['details']];
  const named = lists.flatMap(listIn).map(fieldOf);
  return named.length > 0 && named.every((field) => field === 'model');
}

/** `body.model` and `model` are one field; where none is named, the words may begin with it. */
function fieldOf(entry: JsonObject): string | undefined {
  const path = entry['name'] ?? entry['field'] ?? entry['param'] ?? entry['path'];
  const named: unknown = Array.isArray(path) ? path.map(wordIn).join('.') : path;
  if (typeof named === 'string') return named.split(/[./]/).at(-1);
  return /^(?:body\.)?(\w+): /.exec(wordIn(entry['msg'] ?? entry['message']))?.[1];
}

const listIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** How far a task is, by a number of a hundred or the same as text. */
export function progressOf(percentage: unknown): number | undefined {
  const share = typeof percentage === 'string' && percentage.trim() !== '' ? Number(percentage) : percentage;
  if (typeof share !== 'number' || !Number.isFinite(share)) return undefined;
  return Math.min(Math.max(share / 100, 0), 1);
}

/** `Retry-After` in either of its forms, in milliseconds from now. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, 3_600_000);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.min(Math.max(0, time - now), 3_600_000);
}
