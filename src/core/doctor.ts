import type { ProviderName } from './provider.ts';

/** What the bot needs in a channel to show pictures and find them again; named as Discord names them. */
export const neededPermissions = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'AttachFiles',
  'ReadMessageHistory',
] as const;
export type NeededPermission = (typeof neededPermissions)[number];

/** `silent`: no answer within the time that a moderator waits. */
export type Answer = 'good' | 'bad' | 'silent';

export interface Tried {
  readonly answer: Answer;
  readonly ms: number;
}

/** What `/doctor` found. */
export interface Examination {
  readonly version: string;
  readonly runtime: string;
  /** When this process started. */
  readonly since: number;
  /** Of the channel in which it was asked. */
  readonly missing: readonly NeededPermission[];
  readonly logChannel: 'unset' | 'seen' | 'unseen';
  readonly providers: readonly {
    readonly name: ProviderName;
    readonly pausedFor: 'key' | 'credits' | 'gone' | undefined;
  }[];
  readonly off: readonly SwitchedOffLine[];
  readonly files: FilesFound;
  /** `elsewhere`: something answers there, and it is not this bot. `unreached`: nothing does, as seen from here. */
  readonly publicAddress: 'unset' | 'good' | 'elsewhere' | 'unreached';
  readonly invite: string;
  readonly operator: OperatorsPart | undefined;
}

export interface SwitchedOffLine {
  readonly commands: readonly string[];
  readonly model: string | undefined;
  readonly since: number;
  readonly retryAt: number | undefined;
}

export interface FilesFound extends Tried {
  readonly kind: 'service' | 'embedded';
  readonly hasAddress: boolean;
  /** Pictures that are not stored yet. */
  readonly waiting: number;
}

/** For the application's owner alone. */
export interface OperatorsPart {
  readonly keys: readonly ({ readonly name: ProviderName } & Tried)[];
  readonly database: Tried & { readonly kind: 'sqlite' | 'postgres'; readonly migration: string };
  /** Of providers whose orders named a webhook within a day: when one last came, if any did. */
  readonly webhooks: readonly { readonly name: ProviderName; readonly heardAt: number | undefined }[];
  /** Variables that are not set and that something would be better with. */
  readonly unset: readonly string[];
}
