import type { CardBatch, CardState, CardSteps } from '../core/card.ts';
import type { FailureCode } from '../core/failure.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { fitting } from './page-lines.ts';
import { refusalText } from './refusals.ts';

const SHOWN_REASONS = 3;
const LOST_LIMIT = 1000;

/** Lines on what is missing from the pictures that are there, and why. */
export function outcomeLines(state: CardState, language: Language): readonly string[] {
  const { card, operator } = textsFor(language);
  const { pictures, failures, cancelled = 0, status, batch, steps } = state;
  const lines: string[] = [];
  if (status.kind === 'finished' && !steps && failures.length + cancelled > 0) lines.push(partialText(state, language));
  if (steps) lines.push(stepsText(steps, state, language));
  if (batch) lines.push(...lostFiles(batch, state, language));
  const missing = pictures.filter(({ file }) => file === undefined);
  const expired = missing.filter(({ isExpired }) => isExpired).length;
  const hidden = missing.length - expired;
  if (hidden > 0) lines.push(card.hidden(hidden));
  if (expired > 0) lines.push(operator.expired.shown(expired));
  if (pictures.some(({ file, isLinkPending }) => file !== undefined && isLinkPending)) lines.push(card.linkPending);
  if (pictures.some(({ file, link, isKeptHere }) => file !== undefined && link === undefined && isKeptHere))
    lines.push(card.keptHere);
  return lines;
}

function stepsText({ current, total, price, stopped }: CardSteps, state: CardState, language: Language): string {
  const { card, failures } = textsFor(language);
  if (!stopped) return card.step(current, total, price);
  const { reason, refusal } = stopped;
  const why = refusal
    ? refusalText(refusal, language, state.operation.options)
    : failures[reason ?? 'internal'].happened;
  return card.stopped(current, total, reason === undefined ? card.stoppedByCancel : why);
}

/** Of each file that is lost, why. */
function lostFiles({ lost }: CardBatch, { operation }: CardState, language: Language): readonly string[] {
  const { card, failures } = textsFor(language);
  const lines = lost.map(({ name, reason, refusal }) => {
    if (refusal && 'option' in refusal) return refusalText({ ...refusal, option: name }, language, operation.options);
    return card.lostFile(inert(name, 40), failures[reason].happened);
  });
  const { kept, left } = fitting(lines, LOST_LIMIT);
  return left > 0 ? [...kept, card.lostFiles(left)] : kept;
}

function partialText({ pictures, failures, cancelled = 0 }: CardState, language: Language): string {
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
  if (cancelled > 0) told.push(texts.card.lostByCancel(cancelled));
  return `${[texts.card.partial(ready, ready + failures.length + cancelled), ...told].join('; ')}.`;
}
