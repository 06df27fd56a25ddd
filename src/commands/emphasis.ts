export interface Emphasis {
  /** What stands between the brackets, before the colon. */
  readonly words: string;
  readonly weight: string;
}

/** No emphasis where it may be the time of day, or a shape: `(at 18:30)`, `(16:9)`. */
const WEIGHT = /(?<!\d):\s*([-+]?(?=[.,]*\d)[\d.,]+)\s*\)/g;

/** Every `(words:n)` of a prompt, also inside one another. */
export function emphasesIn(prompt: string): Emphasis[] {
  return [...prompt.matchAll(WEIGHT)].flatMap(({ index, 1: weight = '' }) => {
    const words = wordsBefore(prompt, index)?.trim();
    return words ? [{ words, weight }] : [];
  });
}

/** From the bracket that is still open at this place; a colon without one, as in a smiley, has none. */
function wordsBefore(prompt: string, colon: number): string | undefined {
  let closed = 0;
  for (let at = colon - 1; at >= 0; at -= 1) {
    if (prompt[at] === ')') closed += 1;
    if (prompt[at] !== '(') continue;
    if (closed === 0) return prompt.slice(at + 1, colon);
    closed -= 1;
  }
  return undefined;
}
