import type { Language } from '../core/language.ts';
import { en, type Texts } from './en.ts';
import { vi } from './vi.ts';

const texts: Readonly<Record<Language, Texts>> = { en, vi };

export const textsFor = (language: Language): Texts => texts[language];
