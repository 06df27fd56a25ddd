/** Texts of what a result offers; titles and commands are made harmless before they get here. */
export interface ResultTexts {
  /** The label of a button where a message shows several pictures. */
  numbered(label: string, n: number): string;
  /** In a menu of what else can be done with one of several pictures. */
  readonly others: string;
  /** What it was made from. `n` where that message shows several pictures; the link leads to the message. */
  parent(about: { readonly n: number | undefined; readonly link: string | undefined; readonly owner: string }): string;
  choosePreset(title: string): string;
  presetTaken(title: string): string;
  readonly presets: string;
  readonly more: string;
  readonly moreHint: string;
  copyCommand(command: string): string;
  readonly promptLabel: string;
  readonly promptHint: string;
  readonly filesLabel: string;
  readonly filesHint: string;
  compared(title: string): string;
  /** Alt text. */
  readonly comparedAlt: string;
  confirmDelete(pictures: number): string;
  readonly deleteForEver: string;
}
