import type { Language } from '../core/language.ts';
import { en } from './en.ts';
import type { Texts } from './texts.ts';
import { vi } from './vi.ts';

const texts: Readonly<Record<Language, Texts>> = { en, vi };

export const textsFor = (language: Language): Texts => texts[language];
