import { COVERED } from '../../../src/core/words/readings.ts';
import { STAR } from '../../../src/core/words/rules.ts';

type State = readonly [at: number, degree: number];

/** One rule along one text, a set of states at a time: what all rules at once must come to as well. */
export function hasRule(rule: readonly string[], words: readonly string[]): boolean {
  return words.some((_, first) => words.length - first >= rule.length && fits(rule, words.slice(first)));
}

const fits = (rule: readonly string[], words: readonly string[]): boolean =>
  rule.every((pattern, place) => fitsWord([...pattern], words[place] ?? ''));

function fitsWord(signs: readonly string[], word: string): boolean {
  let states = entered(signs, [-1, 0]);
  let [last, inARow] = ['', 0];
  for (const letter of word) {
    inARow = letter === last ? inARow + 1 : 1;
    last = letter;
    states = states.flatMap((state) => following(signs, state, letter, inARow >= 3));
    states = [...new Map(states.map((state) => [state.join(), state])).values()];
  }
  return states.some(([at, degree]) => at === signs.length - 1 && degree !== 1);
}

function following(signs: readonly string[], [at, degree]: State, letter: string, isRow: boolean): State[] {
  const next = signs[at + 1];
  const isNext = next !== undefined && next !== STAR && (next === letter || letter === COVERED);
  return [
    ...(signs[at] === STAR ? [[at, degree] as const] : []),
    ...(signs[at] === letter && letter !== STAR ? [[at, isRow ? 2 : Math.min(2, degree + 1)] as const] : []),
    ...(isNext ? entered(signs, [at + 1, degree]) : []),
  ];
}

const entered = (signs: readonly string[], [at, degree]: State): State[] =>
  signs[at + 1] === STAR && degree !== 1
    ? [
        [at, degree],
        [at + 1, 0],
      ]
    : [[at, degree]];
