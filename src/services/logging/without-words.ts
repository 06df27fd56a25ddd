import type { JsonObject } from '../../core/json.ts';

const WORD = /[\p{L}\p{M}\p{N}]{3,}/gu;

const wordsIn = (text: string): readonly string[] => text.normalize('NFC').toLowerCase().match(WORD) ?? [];

/** What a provider said about an order, without the words of whoever gave it: a provider may quote them. */
export function withoutWords(said: string | undefined, input: JsonObject): string | undefined {
  const theirs = new Set(wordsIn(JSON.stringify(Object.values(input))));
  return said?.normalize('NFC').replace(WORD, (word) => (theirs.has(word.toLowerCase()) ? '…' : word));
}
