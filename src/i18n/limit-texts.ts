/** Texts of what limits turn down, and of a server's budget. Times come as Discord's timestamps. */
export interface LimitTexts {
  blocked(until: string | undefined, reason: string | undefined): string;
  /** Without a command: all of them. */
  paused(command: string | undefined): string;
  pausedByBudget(command: string | undefined, resets: string): string;
  notAllowed(command: string, isHere: boolean, until: string | undefined): string;
  resolution(asked: string, most: string, until: string | undefined): string;
  concurrent(about: { running: number; limit: number; mayCancel?: boolean }): string;
  cooldown(seconds: number, ends: string): string;
  dailyCredits(about: { price: number; left: number; daily: number; resets: string; mayBeGranted?: boolean }): string;
  monthlyCredits(about: {
    price: number;
    left: number;
    monthly: number;
    resets: string;
    mayBeGranted?: boolean;
  }): string;
  readonly pool: Readonly<
    Record<'budget' | 'server' | 'operator', (about: { price: number; left: number; resets: string }) => string>
  >;
  /** To the moderators, when so many percent of the month's budget are spent. */
  budgetNotice(about: { percent: number; spent: number; credits: number; resets: string }): string;
  budgetPauses(commands: readonly string[]): string;
  readonly budgetNext: string;
  readonly budgetOver: string;
}
