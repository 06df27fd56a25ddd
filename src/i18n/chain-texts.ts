/** Texts of how a picture came about; prompts and links are made harmless before they get here. */
export interface ChainTexts {
  /** On a button. */
  readonly history: string;
  readonly repeat: string;
  title(pictures: number): string;
  readonly source: string;
  /** Steps before the first that is told. */
  earlier(count: number): string;
  later(count: number): string;
  untold(count: number): string;
  readonly branch: string;
  /** Of a choice in that menu: what was made from the picture. */
  laterChoice(title: string): string;
  readonly hint: string;
  /** In the form that asks for another picture. */
  readonly repeatTitle: string;
  readonly repeatPicture: string;
  repeatAbout(steps: readonly string[], credits: number): string;
  stripAlt(pictures: number): string;
}
