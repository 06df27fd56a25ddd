/** Findings of `/doctor`, each with what to do about it. Names and times come ready to be shown. */
export interface DoctorTexts {
  readonly title: string;
  readonly again: string;
  readonly here: string;
  readonly hereGood: string;
  hereMissing(permissions: string): string;
  readonly logUnset: string;
  readonly logSeen: string;
  readonly logUnseen: string;
  readonly making: string;
  provider(name: string): string;
  readonly paused: Readonly<Record<'key' | 'credits' | 'gone', (name: string) => string>>;
  off(what: string, since: string, retry: string | undefined): string;
  readonly keeping: string;
  filesGood(kind: 'service' | 'embedded', ms: number): string;
  filesBad(kind: 'service' | 'embedded'): string;
  readonly filesSilent: string;
  filesWaiting(count: number): string;
  readonly noAddress: string;
  readonly addressGood: string;
  readonly addressBad: string;
  readonly operator: string;
  keyGood(name: string, ms: number): string;
  keyBad(name: string): string;
  keySilent(name: string): string;
  databaseGood(kind: 'sqlite' | 'postgres', ms: number, migration: string): string;
  readonly databaseBad: string;
  unset(variables: string): string;
  readonly invite: string;
  version(version: string, runtime: string, since: string): string;
}
