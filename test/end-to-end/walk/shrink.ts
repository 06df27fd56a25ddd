/** Leaves out ever smaller parts for as long as the rest still fails. */
export async function shrink<T>(
  steps: readonly T[],
  fails: (steps: readonly T[]) => Promise<boolean>,
  isTimeUp: () => boolean,
): Promise<readonly T[]> {
  let left = steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length && !isTimeUp(); ) {
      const rest = [...left.slice(0, from), ...left.slice(from + size)];
      if (rest.length < left.length && (await fails(rest))) left = rest;
      else from += size;
    }
  }
  return left;
}
