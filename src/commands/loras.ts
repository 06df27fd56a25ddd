import type { KnownLora } from '../core/operation.ts';

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** By id or by name, whatever its case. */
export function findLora(known: readonly KnownLora[], typed: string): KnownLora | undefined {
  const wanted = folded(typed);
  return known.find(({ id }) => id === typed.trim()) ?? known.find(({ name }) => folded(name) === wanted);
}

/** The first character that the words call by `@name`. */
export function mentionedCharacter(known: readonly KnownLora[], prompt: string): KnownLora | undefined {
  const names = [...prompt.matchAll(/@([\p{L}\p{N}_-]+)/gu)].map(([, name]) => folded(name ?? ''));
  return known.find(({ name }) => names.includes(folded(name)));
}
