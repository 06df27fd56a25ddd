import type { CardState, CardStatus } from '../core/card.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { failureText } from './failures.ts';
import { relativeTime } from './message-body.ts';
import { refusalText } from './refusals.ts';

const CELLS = 12;
const SEPARATOR = ' · ';

/** Lines on where the card stands; none for a finished one that speaks for itself. */
export function statusLines(state: CardState, language: Language): readonly string[] {
  const { card } = textsFor(language);
  const { status, price, charged, mayGet } = state;
  const givenBack = price - charged;
  switch (status.kind) {
    case 'queued':
      return [card.queued(status.ahead), ...heldLines(status.held, language), ...(mayGet ? [card.mayGet] : [])];
    case 'working':
      return [...workingLines(status, language), ...(mayGet ? [card.mayGet] : [])];
    case 'finished':
      return status.isLate ? [card.late] : [];
    case 'failed':
      return [failureText(status.reason, givenBack, language, refusedText(state, status, language))];
    case 'cancelled':
      return [card.cancelled(givenBack)];
    case 'restarted':
      return [card.restarted(givenBack)];
    default:
      return unreachable(status);
  }
}

function heldLines(held: number | 'paused' | undefined, language: Language): readonly string[] {
  const { card } = textsFor(language);
  if (held === undefined) return [];
  return [held === 'paused' ? card.paused : card.rests(relativeTime(held))];
}

function refusedText(
  { operation }: CardState,
  { refusal }: Extract<CardStatus, { kind: 'failed' }>,
  language: Language,
) {
  return refusal && refusalText(refusal, language, operation.options);
}

function workingLines(status: Extract<CardStatus, { kind: 'working' }>, language: Language): readonly string[] {
  const { card } = textsFor(language);
  const { ready, total, progress, expectedAt, isHeld } = status;
  if (isHeld) return [card.held, ...(total > 1 ? [card.ready(ready, total)] : [])];
  const words = [
    card.working,
    ...(total > 1 ? [card.ready(ready, total)] : []),
    ...(expectedAt === undefined ? [] : [card.expected(relativeTime(expectedAt))]),
  ].join(SEPARATOR);
  if (progress === undefined || Number.isNaN(progress)) return [words];
  const share = Math.min(1, Math.max(0, progress));
  return [`${bar(share)} ${card.percent(share)}`, words];
}

/** Full only when done: 99 % leaves a cell empty. */
function bar(share: number): string {
  const full = Math.floor(share * CELLS);
  return '▰'.repeat(full) + '▱'.repeat(CELLS - full);
}
