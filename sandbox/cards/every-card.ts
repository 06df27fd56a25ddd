import type { Language } from '../../src/core/language.ts';
import { answerCards, memberCards } from './members.ts';
import { announcementCards, moderatorCards } from './moderators.ts';
import { formCards, menuCards, resultCards } from './pictures.ts';
import type { CardGroups } from './shown.ts';

/** Every message and every form that the bot can send, in every state. */
export const everyCard = (language: Language): CardGroups => ({
  ...resultCards(language),
  ...menuCards(language),
  ...formCards(language),
  ...memberCards(language),
  ...answerCards(language),
  ...moderatorCards(language),
  ...announcementCards(language),
});
