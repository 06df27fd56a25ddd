/** Texts of what a member may do; names come as mentions, times as Discord's timestamps. */
export interface QuotaTexts {
  readonly title: string;
  titleOf(member: string): string;
  titleOfCommand(member: string, command: string): string;
  left(credits: number): string;
  today(spent: number, limit: number, resets: string): string;
  month(spent: number, limit: number, resets: string): string;
  running(running: number, limit: number): string;
  cooldown(seconds: number, next: string | undefined): string;
  resolution(most: string): string;
  readonly notAllowed: string;
  /** Of one command. */
  readonly notAllowedHere: string;
  grant(left: number, credits: number, until: string | undefined): string;
  blocked(until: string | undefined, reason: string | undefined): string;
  readonly pausedAll: string;
  paused(commands: readonly string[]): string;
  pausedByBudget(commands: readonly string[], resets: string): string;
  readonly pool: Readonly<
    Record<'budget' | 'server' | 'operator', (spent: number, credits: number, resets: string) => string>
  >;
  readonly exceptionsTitle: string;
  exception(command: string, about: readonly string[]): string;
  leftOf(left: number): string;
  upTo(size: string): string;
  atOnce(jobs: number): string;
  apart(seconds: number): string;
  readonly pricesTitle: string;
  price(command: string, cheapest: number, dearest: number): string;
  untold(count: number): string;
  readonly hint: string;
  /** Who decides a field, and whom it beat. */
  readonly fields: Readonly<Record<'daily' | 'monthly' | 'concurrent' | 'cooldown' | 'resolution' | 'allowed', string>>;
  decided(field: string, value: string, by: string): string;
  used(used: number, most: string): string;
  next(time: string): string;
  readonly isAllowed: string;
  readonly isNotAllowed: string;
  credits(credits: number): string;
  jobs(jobs: number): string;
  seconds(seconds: number): string;
  beaten(others: readonly string[]): string;
  readonly operator: string;
  everyone(command: string): string;
  whom(mention: string, command: string): string;
  readonly allCommands: string;
  until(time: string): string;
  readonly whyHint: string;
}
