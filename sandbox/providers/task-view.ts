import { REFUSAL } from './replacing-faults.ts';
import type { EngineTask } from './task-engine.ts';

/** `links` is the answer of the endpoint that has no tasks at all. */
export type AnswerShape = 'wrapped' | 'unwrapped' | 'task_status' | 'links';

export type TaskView = ReturnType<typeof viewTask>;

/** A task as the API tells it, without its wrapper. `link` makes the link to one output. */
export function viewTask(task: EngineTask, link: (index: number) => string) {
  const { outputs, remarks, failure, alwaysTellsNsfw } = task.work;
  const isDone = task.status === 'COMPLETED';
  const nsfw = outputs.map((output) => output.nsfw || task.isNsfw);
  const error = task.course === 'refused' ? REFUSAL : failure;
  return {
    task_id: task.id,
    status: task.status,
    generated: isDone ? [...remarks, ...outputs.map((_, index) => link(index))] : [],
    ...(isDone && (alwaysTellsNsfw || nsfw.includes(true)) && { has_nsfw: nsfw }),
    ...(task.status === 'FAILED' && error !== undefined && { error }),
  };
}

/** A task that has just been accepted: however short it is, a submit is never answered with its result. */
export function acceptedView(task: EngineTask): TaskView {
  return { task_id: task.id, status: 'CREATED', generated: [] };
}

export function shapeTask(view: TaskView, shape: AnswerShape): unknown {
  switch (shape) {
    case 'wrapped':
      return { data: view };
    case 'unwrapped':
      return view;
    case 'task_status': {
      const { status, ...rest } = view;
      return { ...rest, task_status: status };
    }
    case 'links': {
      const [original, high, preview] = view.generated;
      return { original, high_resolution: high, preview, url: high };
    }
    default:
      return shape satisfies never;
  }
}
