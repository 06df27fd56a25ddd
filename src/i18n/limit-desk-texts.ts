/** What the moderators' `/limits` says. Mentions, times and typed commands come ready to be shown. */
export interface LimitDeskTexts {
  readonly fields: RuleFieldTexts;
  readonly whom: WhomTexts;
  /** Whom a rule concerns and what comes before it, for people who never read a manual. */
  readonly concerns: WhomTexts;
  concernsCommand(command: string): string;
  readonly items: LimitItemTexts;
  readonly changes: LimitChangeTexts;
  readonly table: LimitTableTexts;
  readonly log: LimitLogTexts;
  readonly problems: LimitProblemTexts;
}

export interface RuleFieldTexts {
  daily(credits: number): string;
  monthly(credits: number): string;
  concurrent(requests: number): string;
  cooldown(seconds: number): string;
  resolution(name: string): string;
  readonly allowed: string;
  readonly notAllowed: string;
  until(exactly: string, fromNow: string): string;
}

export interface WhomTexts {
  readonly everyone: string;
  role(mention: string): string;
  member(mention: string): string;
  channel(mention: string): string;
}

/** What a thing is called, and how it stands; `no...` where it is not there. */
export interface LimitItemTexts {
  rule(whom: string, command: string | undefined): string;
  readonly noRule: string;
  grant(member: string): string;
  granted(credits: number): string;
  readonly noGrant: string;
  block(member: string): string;
  readonly blocked: string;
  because(reason: string): string;
  readonly notBlocked: string;
  pause(command: string | undefined): string;
  readonly paused: string;
  readonly pausedByBudget: string;
  readonly notPaused: string;
  readonly budget: string;
  budgeted(credits: number, channel: string | undefined): string;
  readonly noBudget: string;
  word(word: string): string;
  readonly refused: string;
  readonly notRefused: string;
  setting(name: string): string;
  readonly notSet: string;
}

export interface LimitChangeTexts {
  now(state: string): string;
  before(state: string): string;
  unchanged(state: string): string;
  undone(title: string): string;
  readonly undo: string;
  readonly ruleCleared: string;
  grantNote(grants: number, credits: number): string;
  blockNote(running: number): string;
  readonly pauseNote: string;
  stillPaused(commands: string, typed: string): string;
  budgetPause(commands: string, typed: string): string;
  budgetRaise(typed: string): string;
  readonly budgetNote: string;
  changedSince(now: string, then: string): string;
  readonly undoAnyway: string;
}

export interface LimitTableTexts {
  readonly title: string;
  about(whom: string): string;
  readonly none: string;
  noneAbout(typed: string): string;
  noSuchPage(page: number, pages: number): string;
  operator(daily: number, concurrent: number): string;
  operatorMonthly(credits: number): string;
  pauses(commands: string): string;
  readonly everything: string;
  counts(blocks: number, grants: number, members: number, credits: number): string;
  examples(lines: readonly string[]): string;
  readonly exampleRole: string;
  readonly exampleMember: string;
  hint(typed: string): string;
}

export interface LimitLogTexts {
  readonly title: string;
  none(typed: string): string;
  noSuchPage(page: number, pages: number): string;
  changed(before: string, after: string): string;
  readonly undid: string;
  readonly isUndone: string;
  readonly unreadable: string;
}

export interface LimitProblemTexts {
  readonly severalWhoms: string;
  noFields(options: string, typed: string): string;
  noJobsAtOnce(typed: string): string;
  readonly bot: string;
  readonly category: string;
  readonly blockSelf: string;
  noSuchEntry(typed: string): string;
  readonly unreadableEntry: string;
  undoneAlready(typed: string): string;
  readonly asBefore: string;
  readonly manageServerOnly: string;
  badUntil(typed: string): string;
  unknownCommand(typed: string, known: string): string;
  unknownResolution(typed: string, known: string): string;
  pastUntil(exactly: string): string;
  outOfRange(option: string, minimum: number, maximum: number): string;
  reasonTooLong(length: number, limit: number): string;
  cannotWrite(channel: string): string;
  noSuchRule(title: string): string;
  there(lines: string): string;
  thereIsNone(typed: string): string;
  notBlocked(member: string): string;
  notPaused(command: string | undefined): string;
  readonly nothingPaused: string;
}
