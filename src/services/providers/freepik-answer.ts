import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { RemoteImage, TaskState } from '../../core/provider.ts';
import { failureOf, imageOf } from './provider-answer.ts';

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
      // the links may come a few looks after the word
      return images.length > 0 ? { status: 'succeeded', images, ticket } : { status: 'pending', ticket };
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

/** The result itself, or nothing that could be asked for later. */
export function resultOf(fields: JsonObject): TaskState | undefined {
  const status = String(fields['status'] ?? fields['task_status'] ?? 'COMPLETED').toUpperCase();
  if (status === 'FAILED' || status === 'CANCELLED') return { status: 'failed', reason: failureOf(fields) };
  if (status !== 'COMPLETED') return undefined;
  const links = [fields['high_resolution'], fields['url'], fields['preview']];
  const image = links.flatMap((url) => imageOf(url, undefined)).at(0);
  const images = image ? [image] : imagesOf(fields);
  return images.length > 0 ? { status: 'succeeded', images } : undefined;
}

/** `generated` may hold entries that are no links, and links may come as `{ url }`; flags are of pictures alone. */
function imagesOf(fields: JsonObject): RemoteImage[] {
  const generated: readonly unknown[] = Array.isArray(fields['generated']) ? fields['generated'] : [];
  const flags: readonly unknown[] = Array.isArray(fields['has_nsfw']) ? fields['has_nsfw'] : [];
  const urls = generated.map((entry) => (isJsonObject(entry) ? entry['url'] : entry));
  const isOfEach = flags.length === generated.length;
  const flagged = isOfEach ? urls : urls.filter((url) => imageOf(url, undefined).length > 0);
  return flagged.flatMap((url, index) => imageOf(url, flags[index]));
}
