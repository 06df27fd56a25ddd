import type { SettingName } from '../core/server-settings.ts';

/** Texts of `/settings`; options, commands, channels and values come as Discord shows them. */
export interface SettingsTexts {
  readonly title: string;
  /** Ends without a full stop. */
  readonly meaning: Readonly<Record<SettingName, string>>;
  /** In place of a value where there is none. */
  readonly unset: Readonly<Record<SettingName, string>>;
  now(value: string, command: string): string;
  hint(reset: string): string;
  /** Reported pictures that no channel takes. */
  waiting(pictures: number): string;
  /** Of the same: their channel was just named. */
  posted(pictures: number): string;
  readonly saved: string;
  readonly unchanged: string;
  changed(setting: string, before: string, after: string): string;
  /** Discord itself shows the moderators' commands to those who manage the server only. */
  readonly roleHint: string;
  manageServerOnly(option: string): string;
  everyoneRole(option: string): string;
  noTextChannel(channel: string): string;
  cannotWrite(channel: string, missing: string): string;
  badValue(option: string): string;
  nothingSaid(show: string): string;
}
