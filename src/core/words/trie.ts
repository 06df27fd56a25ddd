import type { Pattern } from './rule.ts';
import { STAR } from './rule.ts';

/** Between the words of a phrase. */
export const GAP = ' ';

export interface TrieNode {
  readonly id: number;
  /** By which it is reached: a letter, a gap or a star. */
  readonly letter: string;
  readonly next: Map<string, TrieNode>;
  /** Places of the rules that end here. */
  readonly ends: number[];
}

export interface Trie {
  readonly nodes: readonly TrieNode[];
  readonly root: TrieNode;
}

export interface PlacedPattern {
  readonly place: number;
  readonly pattern: Pattern;
}

/** All rules at once, so that one walk along a text looks for every one of them. */
export function buildTrie(patterns: readonly PlacedPattern[]): Trie {
  const nodes: TrieNode[] = [];
  const grow = (letter: string): TrieNode => {
    const node = { id: nodes.length, letter, next: new Map<string, TrieNode>(), ends: [] };
    nodes.push(node);
    return node;
  };
  const root = grow(GAP);
  for (const { place, pattern } of patterns) {
    let node = root;
    for (const letter of pattern.words.join(GAP)) {
      const known = node.next.get(letter);
      const next = known ?? grow(letter);
      if (!known) node.next.set(letter, next);
      node = next;
    }
    node.ends.push(place);
  }
  return { nodes, root };
}

export const starOf = (node: TrieNode): TrieNode | undefined => node.next.get(STAR);
