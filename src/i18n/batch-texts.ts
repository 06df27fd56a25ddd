/** Texts of the form in which many pictures are handed in. */
export interface BatchTexts {
  readonly title: string;
  readonly deed: string;
  readonly pictures: string;
  picturesHint(most: number): string;
  each(credits: number): string;
  readonly explained: string;
}
