import type { CardState } from '../core/card.ts';
import type { FailureCode } from '../core/failure.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';

const SHOWN_REASONS = 3;

/** Lines on what is missing from the pictures that are there, and why. */
export function outcomeLines(state: CardState, language: Language): readonly string[] {
  const { card } = textsFor(language);
  const { pictures, failures, status } = state;
  const lines: string[] = [];
  if (status.kind === 'finished' && failures.length > 0) lines.push(partialText(state, language));
  const hidden = pictures.filter(({ file }) => file === undefined).length;
  if (hidden > 0) lines.push(card.hidden(hidden));
  if (pictures.some(({ file, isLinkPending }) => file !== undefined && isLinkPending)) lines.push(card.linkPending);
  return lines;
}

function partialText({ pictures, failures }: CardState, language: Language): string {
  const texts = textsFor(language);
  const ready = new Set(pictures.map(({ jobId }) => jobId)).size;
  const counts = new Map<FailureCode, number>();
  for (const code of failures) counts.set(code, (counts.get(code) ?? 0) + 1);
  const reasons = [...counts];
  const told = reasons
    .slice(0, SHOWN_REASONS)
    .map(([code, count]) => texts.card.lost(count, texts.failures[code].because));
  const untold = reasons.slice(SHOWN_REASONS).reduce((sum, [, count]) => sum + count, 0);
  if (untold > 0) told.push(texts.card.lostOtherwise(untold));
  return `${[texts.card.partial(ready, ready + failures.length), ...told].join('; ')}.`;
}
