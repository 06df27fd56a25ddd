import { CONTRACTION, putTogether } from './in-place.ts';
import { looseWordsOf, strokeLetters, unleeted } from './leet.ts';
import { spelledWords } from './spelled.ts';
import { countLetters, once, wordsOf } from './tokens.ts';

/**
 * One way to read a text. `plain`: what stands there. `guess`: what may have been meant, so that very short rules
 * have no say. `joined`: pieces put together, so that patterns would find what nobody wrote.
 */
export interface Reading {
  readonly kind: 'plain' | 'guess' | 'joined';
  readonly words: readonly string[];
}

const DIGITS_AROUND = /^\p{Nd}*(\p{L}[\p{L}\p{M}]{2,})\p{Nd}*$/u;

/** All ways to read a normalized text: what it says, and what it would say to somebody who wants to see it. */
export function readingsOf(normalized: string): readonly Reading[] {
  const chunks = normalized.split(' ');
  const plain = chunks.flatMap(once(wordsOf));
  const guesses = strokeLetters.map((stroke) =>
    chunks.flatMap(
      once((chunk) =>
        looseWordsOf(chunk).flatMap((token) => {
          const meant = unleeted(token, stroke);
          return meant === undefined ? wordsOf(token) : [meant];
        }),
      ),
    ),
  );
  const withoutNumbers = plain.map((word) => DIGITS_AROUND.exec(word)?.[1] ?? word);
  const together = [true, false].flatMap((isClose) =>
    [undefined, ...strokeLetters].map((stroke) => putTogether(chunks, { isClose, stroke })),
  );
  const spelled = spelledWords(normalized).flatMap((words) => [words, ...leetOf(words)]);
  return [
    { kind: 'plain', words: plain },
    ...different([...guesses, withoutNumbers], plain).map((words): Reading => ({ kind: 'guess', words })),
    ...different(spelled, plain).map((words): Reading => ({ kind: 'plain', words })),
    ...different([...new Set(chunks)].flatMap(joinedOf), plain).map((words): Reading => ({ kind: 'joined', words })),
    ...different(together, plain).map((words): Reading => ({ kind: 'joined', words })),
  ];
}

/** The pieces of what has no space in it as one word. */
function joinedOf(chunk: string): readonly (readonly string[])[] {
  if (CONTRACTION.test(chunk)) return [];
  const pieces = wordsOf(chunk).filter((piece) => countLetters(piece) > 0);
  const loose = looseWordsOf(chunk);
  return [...(pieces.length > 1 ? [[pieces.join('')]] : []), ...(loose.length > 1 ? leetOf([loose.join('')]) : [])];
}

const leetOf = (words: readonly string[]): readonly (readonly string[])[] =>
  strokeLetters.flatMap((stroke) => {
    const meant = words.map((word) => unleeted(word, stroke) ?? word);
    return meant.some((word, place) => word !== words[place]) ? [meant] : [];
  });

function different(lists: readonly (readonly string[])[], known: readonly string[]): readonly (readonly string[])[] {
  const seen = new Set([known.join(' ')]);
  return lists.filter((words) => {
    const key = words.join(' ');
    return !seen.has(key) && seen.add(key);
  });
}
