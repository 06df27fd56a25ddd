import type { CardState } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';

/** Whose picture it was made from, with the way there. */
export function parentLine({ parent }: Pick<CardState, 'parent'>, language: Language): readonly string[] {
  if (!parent) return [];
  return [`-# ↳ ${textsFor(language).results.parent({ ...parent, owner: `<@${parent.ownerId}>` })}`];
}
