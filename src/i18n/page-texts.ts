/** Texts of the private pages; prompts, ids and links are made harmless before they get here. */
export interface PageTexts {
  readonly previous: string;
  readonly next: string;
  readonly refresh: string;
  readonly toMessage: string;
  position(page: number, pages: number): string;
  /** In an autocomplete list, where Discord counts no time itself. */
  ago(ms: number): string;
  /** Of a picture that the member handed in. */
  readonly ownFile: string;
  readonly jobs: JobsTexts;
  readonly history: HistoryTexts;
  readonly help: HelpTexts;
}

export interface JobsTexts {
  title(total: number): string;
  readonly none: string;
  readonly hint: string;
  since(timestamp: string): string;
  readonly delivering: string;
}

export interface HistoryTexts {
  title(total: number): string;
  readonly none: string;
  /** The page that was asked for is not there. */
  noSuchPage(page: number, pages: number): string;
  readonly hint: string;
  hidden(count: number): string;
  /** No copy is left to be shown here. */
  notKept(count: number): string;
}

export interface HelpTexts {
  readonly title: string;
  readonly pictures: string;
  readonly others: string;
  readonly moderation: string;
  readonly hint: string;
  unknown(typed: string): string;
  price(cheapest: number, dearest: number): string;
  priceOf(what: string, credits: number): string;
  readonly priceTitle: string;
  readonly optionsTitle: string;
  readonly defaults: string;
  readonly needed: string;
  range(minimum: number, maximum: number): string;
  atLeast(minimum: number): string;
  choices(names: readonly string[], untold: number): string;
  untold(count: number): string;
  example(line: string): string;
  /** In place of a member's own words and picture. */
  readonly samplePrompt: string;
  readonly samplePicture: string;
  readonly sampleChoice: string;
}
