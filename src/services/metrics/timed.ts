import type { Clock } from '../../core/clock.ts';

/** Does something and says how it ended and how long it took; what it answers or throws goes through as it is. */
export async function timed<T>(
  clock: Clock,
  deed: () => Promise<T>,
  outcomes: { readonly answered: (value: T) => string; readonly failed: (error: unknown) => string },
  record: (outcome: string, seconds: number) => void,
): Promise<T> {
  const from = clock.now();
  const seconds = () => Math.max(0, clock.now() - from) / 1000;
  try {
    const value = await deed();
    record(outcomes.answered(value), seconds());
    return value;
  } catch (error) {
    record(outcomes.failed(error), seconds());
    throw error;
  }
}
