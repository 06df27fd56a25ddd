import type { AlertTexts } from './alert-texts.ts';

export interface ExpiredTexts {
  /** On a button that needs the picture. */
  readonly pressed: string;
  picked(option: string): string;
  /** On a card. */
  shown(count: number): string;
  /** In a list. */
  listed(count: number): string;
}

/** What the operator decides and is told of. */
export interface OperatorTexts {
  readonly otherServer: string;
  readonly userInstall: string;
  /** To a server that has just added the bot. */
  welcome(dailyCredits: number, concurrentJobs: number): string;
  readonly alerts: AlertTexts;
  readonly expired: ExpiredTexts;
}
