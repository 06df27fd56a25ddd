import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { leaksIn } from './secrets.ts';

/** What comes in, and what must be true of it: what is not is thrown. */
export interface Trial<T> {
  readonly any: fc.Arbitrary<T>;
  hold(given: T): Promise<void> | void;
}

interface Parameters {
  readonly seed: number;
  readonly cases: number;
}

export interface Finding {
  readonly words: string;
  readonly seed: number;
  readonly path: string;
  readonly example: string;
}

export interface Ran {
  readonly cases: number;
  /** By the time that the processor was busy with it: who else is at work on a machine counts for nothing. */
  readonly slowest: { readonly ms: number; readonly example: string };
  readonly finding: Finding | undefined;
}

/** A trial that has forgotten what it takes. */
interface Fuzzed {
  run(parameters: Parameters): Promise<Ran>;
  /** What is wrong when all cases are over. */
  close(): Promise<readonly string[]>;
}

export interface Entrance<Place> {
  readonly name: string;
  /** Of all cases, beside the others' shares. */
  readonly share: number;
  /** It is slow for what it does: no more than these, however many cases are wanted. */
  readonly most?: number;
  open(place: Place): Promise<Fuzzed>;
}

const SHOWN = 1500;
/** Runs that are spent on making a case smaller. */
const MOST_SHRINKS = 400;

function exampleOf(given: unknown): string {
  const text =
    JSON.stringify(given, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length})` : text;
}

export const fail = (words: string): never => {
  throw new Error(words);
};

export function holdsNoSecret(what: string, text: string, others: readonly string[] = []): void {
  const leaks = leaksIn(text, others);
  if (leaks.length > 0) fail(`${what} holds ${leaks.join(', ')}`);
}

/** What no case met, of all that a fuzzer has to meet to be one; where there were fewer than `enough`, that is no wonder. */
export const unmet = (
  cases: number,
  met: ReadonlySet<unknown>,
  wanted: readonly unknown[],
  enough = 400,
): readonly string[] =>
  cases < enough
    ? []
    : wanted.filter((each) => !met.has(each)).map((each) => `in ${cases} cases nothing was ${String(each)}`);

/** What nobody caught while `work` is done. */
async function withStrays<T>(work: (strays: unknown[]) => Promise<T>): Promise<T> {
  const strays: unknown[] = [];
  const listen = (error: unknown) => void strays.push(error);
  process.on('unhandledRejection', listen).on('uncaughtException', listen);
  try {
    return await work(strays);
  } finally {
    process.off('unhandledRejection', listen).off('uncaughtException', listen);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Cases of one entrance, one after the other; the first that fails is made smaller, and ends them. */
export function fuzzed<T>(trial: Trial<T>, close: () => Promise<readonly string[]> = async () => []): Fuzzed {
  return {
    close,
    run: ({ seed, cases: numRuns }) =>
      withStrays(async (strays) => {
        let cases = 0;
        let shrinks = 0;
        let hasFailed = false;
        let slowest: Ran['slowest'] = { ms: 0, example: '' };
        const property = fc.asyncProperty(trial.any, async (given) => {
          if (hasFailed && shrinks++ > MOST_SHRINKS) return;
          cases += 1;
          const began = process.cpuUsage();
          try {
            await trial.hold(given);
            const { user, system } = process.cpuUsage(began);
            const ms = (user + system) / 1000;
            if (ms > slowest.ms) slowest = { ms, example: exampleOf(given) };
            await nextTurn();
            if (strays.length > 0) fail(`nobody caught ${strays.splice(0).map(wordsOf).join('; ')}`);
          } catch (error) {
            hasFailed = true;
            throw error;
          }
        });
        const told = await fc.check(property, { seed, numRuns });
        const finding = told.failed
          ? {
              words: wordsOf(told.errorInstance),
              seed,
              path: told.counterexamplePath ?? '',
              example: exampleOf(told.counterexample?.[0]),
            }
          : undefined;
        return { cases, slowest, finding };
      }),
  };
}
