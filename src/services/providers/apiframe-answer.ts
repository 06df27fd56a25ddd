import type { JsonObject } from '../../core/json.ts';
import type { RemoteImage, TaskState } from '../../core/provider.ts';
import { failureOf, imageOf } from './provider-answer.ts';

const FAILED = new Set(['failed', 'error']);
const RUNNING = new Set(['processing', 'pending', 'staged', 'queued', 'starting']);

export function idOf(task: JsonObject): string | undefined {
  const id = task['task_id'];
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(id) ? id : undefined;
}

/** The picture says that it is finished, with or without a status; the word alone does not: links may come later. */
export function stateOf(task: JsonObject, ticket: string): TaskState {
  const status = String(task['status'] ?? '').toLowerCase();
  if (FAILED.has(status)) return { status: 'failed', reason: failureOf(task), ticket };
  const images = imagesOf(task);
  if (images.length > 0 && !RUNNING.has(status)) return { status: 'succeeded', images, ticket };
  const progress = progressOf(task['percentage']);
  return { status: 'pending', ticket, ...(progress === undefined ? {} : { progress }) };
}

function imagesOf(task: JsonObject): RemoteImage[] {
  const many = Array.isArray(task['image_urls']) ? task['image_urls'] : [];
  const listed = many.flatMap((url: unknown) => imageOf(url, undefined));
  if (listed.length > 0) return listed;
  const [single] = [task['image_url'], task['original_image_url']].flatMap((url) => imageOf(url, undefined));
  return single ? [single] : [];
}

/** A number or the same as text, of a hundred. */
function progressOf(percentage: unknown): number | undefined {
  const share = typeof percentage === 'string' && percentage.trim() !== '' ? Number(percentage) : percentage;
  if (typeof share !== 'number' || !Number.isFinite(share)) return undefined;
  return Math.min(Math.max(share / 100, 0), 1);
}
