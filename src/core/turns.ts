export type Turns = <T>(deed: () => Promise<T>) => Promise<T>;

/** At most `places` deeds at once, in the order in which they came: a decoded picture is hundreds of megabytes. */
export function createTurns(places: number): Turns {
  const waiting: (() => void)[] = [];
  let free = places;

  return async (deed) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await deed();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
