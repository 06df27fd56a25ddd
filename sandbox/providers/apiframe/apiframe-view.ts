import { REFUSAL } from '../replacing-faults.ts';
import type { EngineTask } from '../task-engine.ts';

export interface ApiframeShape {
  /** Sent in practice, left out by the documents. */
  readonly finalStatus: 'none' | 'finished';
  readonly failureField: 'message' | 'error';
}

const FAILURE = 'The image could not be generated';

/** A task as it is fetched and posted: without any wrapper. `now` is by the clock. */
export function viewApiframeTask(task: EngineTask, link: () => string, now: number, shape: ApiframeShape) {
  const told = { task_id: task.id, task_type: task.endpoint };
  switch (task.status) {
    case 'CREATED':
    case 'IN_PROGRESS':
      return { ...told, status: 'processing', percentage: percentageOf(task, now) };
    case 'FAILED': {
      const reason = task.course === 'refused' ? REFUSAL : FAILURE;
      return { ...told, status: 'failed', [shape.failureField]: reason };
    }
    case 'COMPLETED': {
      const status = shape.finalStatus === 'finished' ? { status: 'finished' } : {};
      const url = link();
      return { ...told, ...status, original_image_url: url, image_url: url };
    }
    default:
      return task.status satisfies never;
  }
}

/** A number or the same as text, by turns. */
function percentageOf({ createdAt, dueAt, polls, course }: EngineTask, now: number): number | string {
  const share = course === 'stuck' ? 0 : (now - createdAt) / Math.max(1, dueAt - createdAt);
  const percentage = Math.min(99, Math.floor(share * 100));
  return polls % 2 === 0 ? String(percentage) : percentage;
}
