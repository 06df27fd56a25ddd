import type { Clock } from '../../core/clock.ts';

/** Does together what comes within a moment of each other: one transaction, one write to the disk. */
export function createGather<T>(
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
  deed: (all: readonly T[]) => Promise<void>,
): (each: T) => Promise<void> {
  let open: { readonly all: T[]; readonly done: Promise<void> } | undefined;

  function start(): { readonly all: T[]; readonly done: Promise<void> } {
    const all: T[] = [];
    const done = new Promise<void>((resolve) => void clock.schedule(withinMs, resolve)).then(() => {
      open = undefined;
      return deed(all);
    });
    return { all, done };
  }

  return (each) => {
    open ??= start();
    open.all.push(each);
    return open.done;
  };
}
