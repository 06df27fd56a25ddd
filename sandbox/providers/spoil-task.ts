export type Fields = Record<string, unknown>;

const REMARK = 'The picture was made with care.';
const LINKS = ['high_resolution', 'preview', 'url', 'image_url', 'original_image_url'];

/** Without its wrapper, in whatever dialect it is told. */
export function spoilTask(as: 'unknown-status' | 'no-task-id' | 'not-https-entry', task: Fields): Fields {
  switch (as) {
    case 'unknown-status': {
      const unfinished = without(task, LINKS);
      // An answer of links alone has no status, and no task either.
      if (!('task_id' in task)) return unfinished;
      const status = 'task_status' in task ? 'task_status' : 'status';
      return { ...unfinished, [status]: 'WARMING_UP', ...('generated' in task && { generated: [] }) };
    }
    case 'no-task-id':
      return without(task, 'task_id' in task ? ['task_id'] : Object.keys(task));
    case 'not-https-entry': {
      const { generated } = task;
      if (Array.isArray(generated)) return { ...task, generated: [REMARK, ...generated] };
      return Object.fromEntries(
        Object.entries(task).map(([key, value]) => [key, LINKS.includes(key) ? REMARK : value]),
      );
    }
    default:
      return as satisfies never;
  }
}

function without(task: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(task).filter(([key]) => !names.includes(key)));
}
