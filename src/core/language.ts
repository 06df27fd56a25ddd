export const languages = ['en', 'vi'] as const;
export type Language = (typeof languages)[number];

/** One text in every language that the bot speaks. */
export type Localized = Readonly<Record<Language, string>>;

/** Discord's locale (`en-GB`, `vi`, ...) to a language of ours. */
export function languageOf(locale: string | null | undefined): Language {
  return locale?.toLowerCase().startsWith('vi') ? 'vi' : 'en';
}
