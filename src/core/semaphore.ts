/** Runs what it is given as soon as there is a place for it. */
export type Semaphore = <T>(work: () => Promise<T>) => Promise<T>;

/** Two lines for the same places: what is short goes first, since somebody looks at it. */
export interface SharedSemaphore {
  readonly short: Semaphore;
  readonly long: Semaphore;
}

/** At most `places` of them at once, in the order in which they came: a decoded picture is hundreds of megabytes. */
export const createSemaphore = (places: number): Semaphore => createSharedSemaphore(places).long;

export function createSharedSemaphore(places: number): SharedSemaphore {
  const short: (() => void)[] = [];
  const long: (() => void)[] = [];
  let free = places;

  const lineUp =
    (line: (() => void)[]): Semaphore =>
    async (work) => {
      if (free === 0) await new Promise<void>((resolve) => line.push(resolve));
      else free--;
      try {
        return await work();
      } finally {
        const next = short.shift() ?? long.shift();
        if (next) next();
        else free++;
      }
    };

  return { short: lineUp(short), long: lineUp(long) };
}
