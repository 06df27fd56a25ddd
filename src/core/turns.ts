export type Turns = <T>(deed: () => Promise<T>) => Promise<T>;

/** Two lines for the same places: what is short goes first, since somebody looks at it. */
export interface SharedTurns {
  readonly short: Turns;
  readonly long: Turns;
}

/** At most `places` deeds at once, in the order in which they came: a decoded picture is hundreds of megabytes. */
export const createTurns = (places: number): Turns => createSharedTurns(places).long;

export function createSharedTurns(places: number): SharedTurns {
  const short: (() => void)[] = [];
  const long: (() => void)[] = [];
  let free = places;

  const lineUp =
    (line: (() => void)[]): Turns =>
    async (deed) => {
      if (free === 0) await new Promise<void>((resolve) => line.push(resolve));
      else free--;
      try {
        return await deed();
      } finally {
        const next = short.shift() ?? long.shift();
        if (next) next();
        else free++;
      }
    };

  return { short: lineUp(short), long: lineUp(long) };
}
