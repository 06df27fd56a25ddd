/** Messages to whoever runs the bot: how trouble began and that it is over. Names are made harmless before they get here. */
export interface AlertTexts {
  readonly providerPaused: Readonly<Record<'key' | 'credits' | 'gone', (provider: string) => string>>;
  providerResumed(provider: string): string;
  switchedOff(what: string, provider: string): string;
  switchedOn(what: string, provider: string): string;
  outsidePlan(what: string, provider: string): string;
  insidePlan(what: string, provider: string): string;
  model(name: string): string;
  endpoint(path: string, commands: string): string;
  spoolNearlyFull(used: number, limit: number): string;
  readonly spoolHasRoom: string;
  spoolFull(limit: number): string;
  readonly spoolTakesAgain: string;
  diskNearlyFull(free: number): string;
  readonly diskHasRoom: string;
  fileStoreAway(waiting: number, since: string): string;
  readonly fileStoreBack: string;
  /** `commands` is empty where all are taken as ever. */
  hostNotAllowed(host: string, variable: string, waiting: number, commands: string): string;
  hostAllowed(host: string): string;
  /** `megabytes` is undefined where it is not for their size. */
  fileRefused(status: number, megabytes: number | undefined): string;
  fileTaken(megabytes: number): string;
  readonly databaseAway: string;
  readonly databaseBack: string;
}
