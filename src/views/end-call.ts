import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { type MessageBody, textBody } from './message-body.ts';

/** The short message that calls the owner of a long job; whom it notifies is said where it is sent. */
export const renderEnd = (ownerId: string, hasPictures: boolean, language: Language): MessageBody =>
  textBody(textsFor(language).card.ended(`<@${ownerId}>`, hasPictures));
