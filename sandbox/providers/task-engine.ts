import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import type { WorkFault } from '../http/misbehaviour.ts';
import type { PictureMaker } from '../pictures/make-picture.ts';

export interface Output {
  readonly nsfw: boolean;
  /** image/png when not said. */
  readonly type?: string;
  /** Called for every download, so that no result waits in memory. */
  render(make: PictureMaker): Promise<Buffer>;
}

/** Where the links to results lead. */
export interface ResultDelivery {
  readonly host: 'results' | 'api';
  /** Before the name of the file, with a slash at its end. */
  readonly folder: string;
  /** That of the server when not said. */
  readonly lifeMs?: number;
}

export const fromResultHost: ResultDelivery = { host: 'results', folder: '/' };

/** What a task will do, decided when it is accepted. */
export interface TaskWork {
  readonly outputs: readonly Output[];
  readonly webhookUrl: string | undefined;
  /** Sent along with its webhooks. */
  readonly webhookHeaders: Readonly<Record<string, string>>;
  /** What the real service says nothing about, though it does not do what was asked. */
  readonly ignored: readonly string[];
  /** Accepted first and failed later; `refused` is what moderation does. */
  readonly course: 'normal' | 'failing' | 'refused';
  /** The reason of a failure, where one is told. */
  readonly failure: string | undefined;
  /** The body as sent, but for its pictures. */
  readonly summary: unknown;
  readonly delivery: ResultDelivery;
  /** What stands among the results without being a link. */
  readonly remarks: readonly string[];
  readonly alwaysTellsNsfw: boolean;
}

type TaskStatus = 'CREATED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

export interface LocalTask {
  readonly id: string;
  readonly endpoint: string;
  /** What was sent, with each picture as its size in bytes and pixels. */
  readonly body: unknown;
  readonly createdAt: number;
  readonly finishedAt: number | undefined;
  readonly status: TaskStatus;
  readonly polls: number;
  readonly downloads: number;
}

export interface EngineTask extends LocalTask {
  finishedAt: number | undefined;
  status: TaskStatus;
  polls: number;
  downloads: number;
  readonly work: TaskWork;
  course: TaskWork['course'] | 'stuck';
  isNsfw: boolean;
  /** Its links have expired whenever they are told. */
  hasDeadLinks: boolean;
  /** So many looks say that it is completed before its links are told. */
  looksBeforeLinks: number;
  readonly dueAt: number;
  readonly startsAt: number;
}

/** Other than the work itself would have it. */
type TaskChanges = Partial<Pick<EngineTask, 'course' | 'isNsfw' | 'hasDeadLinks' | 'looksBeforeLinks'>>;

interface EngineOptions {
  readonly clock: Clock;
  taskMs(ordinal: number): number;
  onStatus(task: EngineTask): void;
}

/** The life of tasks by the clock, whatever endpoint they came from. */
export function createTaskEngine({ clock, taskMs, onStatus }: EngineOptions) {
  const tasks: EngineTask[] = [];
  const byId = new Map<string, EngineTask>();
  const unfinished = new Map<EngineTask, () => void>();
  const waiting = new Map<EngineTask, () => void>();
  let peakInFlight = 0;

  function finish(task: EngineTask, status: 'COMPLETED' | 'FAILED', at: number): void {
    task.status = status;
    task.finishedAt = at;
    unfinished.get(task)?.();
    unfinished.delete(task);
    onStatus(task);
    waiting.get(task)?.();
    waiting.delete(task);
  }

  /** The timers may lag behind a clock that jumped, so every look settles first what is due. */
  function settle(task: EngineTask): void {
    if (task.finishedAt !== undefined || task.course === 'stuck') return;
    if (task.status === 'CREATED' && clock.now() >= task.startsAt) {
      task.status = 'IN_PROGRESS';
      onStatus(task);
    }
    if (clock.now() < task.dueAt) return;
    finish(task, task.course === 'normal' ? 'COMPLETED' : 'FAILED', task.dueAt);
  }

  function watch(task: EngineTask): void {
    settle(task);
    if (task.finishedAt !== undefined || task.course === 'stuck') return;
    const next = task.status === 'CREATED' ? task.startsAt : task.dueAt;
    unfinished.set(
      task,
      clock.schedule(next - clock.now(), () => watch(task)),
    );
  }

  function inFlight(): number {
    for (const task of [...unfinished.keys()]) settle(task);
    return unfinished.size;
  }

  return {
    tasks,
    inFlight,
    peakInFlight: () => peakInFlight,
    create(endpoint: string, work: TaskWork, changes: TaskChanges = {}): EngineTask {
      const createdAt = clock.now();
      const takes = taskMs(tasks.length + 1);
      const task: EngineTask = {
        id: randomUUID(),
        endpoint,
        body: work.summary,
        createdAt,
        startsAt: createdAt + takes * 0.1,
        dueAt: createdAt + takes,
        finishedAt: undefined,
        status: 'CREATED',
        polls: 0,
        downloads: 0,
        work,
        course: work.course,
        isNsfw: false,
        hasDeadLinks: false,
        looksBeforeLinks: 0,
        ...changes,
      };
      tasks.push(task);
      byId.set(task.id, task);
      unfinished.set(task, () => undefined);
      peakInFlight = Math.max(peakInFlight, inFlight());
      onStatus(task);
      watch(task);
      return task;
    },
    find(id: string): EngineTask | undefined {
      const task = byId.get(id);
      if (task) settle(task);
      return task;
    },
    /** Asked once for each look. */
    showsLinks(task: EngineTask): boolean {
      if (task.status !== 'COMPLETED' || task.looksBeforeLinks === 0) return true;
      task.looksBeforeLinks -= 1;
      return false;
    },
    list(endpoint: string): EngineTask[] {
      for (const task of unfinished.keys()) settle(task);
      return tasks
        .filter((task) => task.endpoint === endpoint)
        .slice(-20)
        .reverse();
    },
    /** At once, unless it had already ended. */
    fail(task: EngineTask, course: 'failing' | 'refused'): void {
      settle(task);
      if (task.finishedAt !== undefined) return;
      task.course = course;
      finish(task, 'FAILED', clock.now());
    },
    /** When it has ended; at once for one that never will. */
    ended(task: EngineTask): Promise<void> {
      settle(task);
      if (task.finishedAt !== undefined || task.course === 'stuck') return Promise.resolve();
      return new Promise((resolve) => waiting.set(task, resolve));
    },
    stop(): void {
      for (const cancel of unfinished.values()) cancel();
      unfinished.clear();
    },
  };
}

export function changesBy(fault: WorkFault | undefined): TaskChanges {
  switch (fault) {
    case 'fail':
      return { course: 'failing' };
    case 'refuse':
      return { course: 'refused' };
    case 'stuck':
      return { course: 'stuck' };
    case 'nsfw':
      return { isNsfw: true };
    case 'expired-url':
      return { hasDeadLinks: true };
    case 'links-later':
      return { looksBeforeLinks: 3 };
    case 'wrong-host':
    case undefined:
      return {};
    default:
      return fault satisfies never;
  }
}
