import type { FailureReason } from '../../core/failure.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { RemoteImage, TaskState } from '../../core/provider.ts';
import { isAboutPolicy, reason, wordsOf } from './provider-answer.ts';

/** Some answers are wrapped in `data`, some are not; some say `status`, some `task_status`. */
export function taskOf(body: JsonObject): { readonly id: string | undefined; readonly fields: JsonObject } {
  const fields = isJsonObject(body['data']) ? body['data'] : body;
  const id = fields['task_id'];
  return { id: typeof id === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(id) ? id : undefined, fields };
}

export function stateOf(fields: JsonObject, ticket: string): TaskState {
  const status = String(fields['status'] ?? fields['task_status'] ?? '').toUpperCase();
  switch (status) {
    case 'COMPLETED': {
      const images = imagesOf(fields);
      if (images.length > 0) return { status: 'succeeded', images, ticket };
      return { status: 'failed', reason: { code: 'provider-failed', detail: 'completed without a picture' }, ticket };
    }
    case 'FAILED':
    case 'CANCELLED':
    case 'CANCELED':
      return { status: 'failed', reason: failureOf(fields), ticket };
    default:
      // a status that we do not know is not an end
      return { status: 'pending', ticket };
  }
}

/** `generated` may hold entries that are no links, and links may come as `{ url }`. */
function imagesOf(fields: JsonObject): RemoteImage[] {
  const generated = Array.isArray(fields['generated']) ? fields['generated'] : [];
  const flags = Array.isArray(fields['has_nsfw']) ? fields['has_nsfw'] : [];
  return generated.flatMap((entry: unknown, index): RemoteImage[] => {
    const url = isJsonObject(entry) ? entry['url'] : entry;
    if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) return [];
    const flag: unknown = flags[index];
    return [{ source: { url }, ...(typeof flag === 'boolean' ? { nsfw: flag } : {}) }];
  });
}

function failureOf(fields: JsonObject): FailureReason {
  const words = wordsOf(fields['error'] ?? fields['error_message'] ?? fields['message']);
  return reason(words && isAboutPolicy(words) ? 'refused' : 'provider-failed', words);
}

/** A 400 in each of its shapes: wrapped in `problem` or not, `name` or `field`. */
export function complaintOf(body: JsonObject | undefined): FailureReason {
  if (!body) return { code: 'invalid-request' };
  const problem = isJsonObject(body['problem']) ? body['problem'] : body;
  const parameters = Array.isArray(problem['invalid_params']) ? problem['invalid_params'] : [];
  const named = parameters.flatMap((entry: unknown) => {
    if (!isJsonObject(entry)) return [];
    return [`${String(entry['name'] ?? entry['field'] ?? '?')}: ${String(entry['reason'] ?? '')}`];
  });
  const words = wordsOf([problem['message'], ...named].filter((part) => typeof part === 'string').join('; '));
  return reason(words && isAboutPolicy(words) ? 'refused' : 'invalid-request', words);
}
