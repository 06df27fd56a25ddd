import type { AlertTexts } from './alert-texts.ts';

/** What the operator decides and is told of. */
export interface OperatorTexts {
  readonly otherServer: string;
  readonly userInstall: string;
  /** To a server that has just added the bot. */
  welcome(dailyCredits: number, concurrentJobs: number): string;
  readonly alerts: AlertTexts;
}
