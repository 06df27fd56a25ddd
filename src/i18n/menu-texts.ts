/** Texts of what the menu of a message opens; file names are made harmless before they get here. */
export interface MenuTexts {
  choose(title: string, count: number): string;
  /** Alt text of a picture that can be chosen. */
  numbered(n: number): string;
  readonly wordsLabel: string;
  readonly wordsHint: string;
  notOurs(count: number): string;
  /** In place of a file name. */
  readonly linked: string;
  megabytes(value: number): string;
}
