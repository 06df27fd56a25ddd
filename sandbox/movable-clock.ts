import type { Clock } from '../src/core/clock.ts';

export interface MovableClock extends Clock {
  /** What a person or a time server does to the clock of a machine: timers and distances know nothing of it. */
  setBack(ms: number): void;
  /** Jumps ahead: timers that fall due on the way run soon after, in order. */
  advance(ms: number): void;
}

interface Waiting {
  readonly due: number;
  readonly task: () => void;
  timer: NodeJS.Timeout;
}

/** Real time plus a distance that grows, so that sockets and files work as ever while hours pass. */
export function createMovableClock(): MovableClock {
  let ahead = 0;
  let back = 0;
  const waiting = new Set<Waiting>();
  const elapsed = () => performance.now() + ahead;

  function arm(entry: Omit<Waiting, 'timer'>, known?: Waiting): Waiting {
    const run = () => {
      waiting.delete(armed);
      armed.task();
    };
    const timer = setTimeout(run, Math.min(Math.max(entry.due - elapsed(), 0), 2_147_483_647));
    const armed: Waiting = known ?? { ...entry, timer };
    armed.timer = timer;
    waiting.add(armed);
    return armed;
  }

  return {
    now: () => Date.now() + ahead - back,
    elapsed,
    setBack(ms) {
      back += ms;
    },
    schedule(ms, task) {
      const entry = arm({ due: elapsed() + ms, task });
      return () => {
        clearTimeout(entry.timer);
        waiting.delete(entry);
      };
    },
    advance(ms) {
      ahead += ms;
      for (const entry of [...waiting].sort((a, b) => a.due - b.due)) {
        clearTimeout(entry.timer);
        arm(entry, entry);
      }
    },
  };
}
