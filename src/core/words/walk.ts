import { COVERED } from './leet.ts';
import { STAR } from './rule.ts';
import { GAP, starOf, type Trie, type TrieNode } from './trie.ts';

/**
 * How many letters a word has more than the rule: one may be another word (`god`, `good`), two are somebody
 * drawing it out. A third letter of the same in a row counts as drawn out by itself.
 */
const SPELLED_RIGHT = 0;
const DRAWN_OUT = 2;
const DEGREES = 3;
const IN_A_ROW = 3;

/** A state is a node and how far the word is drawn out, as one number. */
type States = Set<number>;

export interface Walked {
  /** Places of the rules that were found. */
  readonly found: ReadonlySet<number>;
  /** How many states were looked at: what it took. */
  readonly steps: number;
}

/** Whole words only: a walk begins where a word does, and counts where one ends. */
export function walk({ nodes, root }: Trie, words: readonly string[]): Walked {
  const found = new Set<number>();
  let steps = 0;
  let carried: TrieNode[] = [];
  for (const word of words) {
    let states: States = new Set();
    for (const node of [root, ...carried]) enter(states, node, SPELLED_RIGHT);
    let last = '';
    let row = 0;
    for (const letter of word) {
      row = letter === last ? row + 1 : 1;
      last = letter;
      steps += states.size;
      states = advance(nodes, states, letter, row);
      if (states.size === 0) break;
    }
    carried = endOfWord(nodes, states, found);
  }
  return { found, steps };
}

function advance(nodes: readonly TrieNode[], states: States, letter: string, row: number): States {
  const next: States = new Set();
  for (const state of states) {
    const node = nodes[Math.floor(state / DEGREES)];
    if (!node) continue;
    const degree = state % DEGREES;
    if (node.letter === STAR) next.add(state);
    if (node.letter === letter) next.add(node.id * DEGREES + (row >= IN_A_ROW ? DRAWN_OUT : drawnOnce(degree)));
    for (const reached of reachedFrom(node, letter)) enter(next, reached, degree);
  }
  return next;
}

function reachedFrom(node: TrieNode, letter: string): readonly TrieNode[] {
  if (letter === COVERED) return [...node.next.values()].filter((each) => each.letter !== GAP && each.letter !== STAR);
  const reached = node.next.get(letter);
  return reached ? [reached] : [];
}

/** A star may stand for nothing, so whoever comes to the node before it is there too. */
function enter(states: States, node: TrieNode, degree: number): void {
  states.add(node.id * DEGREES + degree);
  const star = starOf(node);
  if (star && isMeant(degree)) states.add(star.id * DEGREES + SPELLED_RIGHT);
}

function endOfWord(nodes: readonly TrieNode[], states: States, found: Set<number>): TrieNode[] {
  const carried: TrieNode[] = [];
  for (const state of states) {
    const node = nodes[Math.floor(state / DEGREES)];
    if (!node || !isMeant(state % DEGREES)) continue;
    for (const place of node.ends) found.add(place);
    const gap = node.next.get(GAP);
    if (gap) carried.push(gap);
  }
  return carried;
}

const isMeant = (degree: number): boolean => degree === SPELLED_RIGHT || degree === DRAWN_OUT;
const drawnOnce = (degree: number): number => Math.min(DRAWN_OUT, degree + 1);
