import { everyCard } from '../../sandbox/cards/every-card.ts';
import type { Language } from '../../src/core/language.ts';
import type { Said } from './spoken.ts';

const READ = new Set(['content', 'label', 'description', 'placeholder', 'title']);

/** Every text in what members, moderators and whoever runs the bot are shown. */
export const bodiesSay = (language: Language): readonly Said[] =>
  Object.entries(everyCard(language)).flatMap(([group, cards]) =>
    cards.flatMap(({ name, body }) => textsIn(body).map((text): Said => [`${group}: ${name}`, text])),
  );

function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'string' && READ.has(key) ? [child] : textsIn(child),
  );
}
