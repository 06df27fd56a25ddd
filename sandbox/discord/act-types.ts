import type { GivenOptions } from './command-options.ts';
import type { ModalFields } from './modals.ts';
import type { Channel, StoredMessage, User } from './types.ts';

export interface Act {
  readonly user: User;
  readonly locale?: string;
  readonly attachmentSizeLimit?: number;
  readonly id?: string;
  /** A gateway session to deliver to, instead of the newest of the shard. */
  readonly session?: string;
}

export interface RunContextCommand extends Act {
  readonly channel: Channel;
  readonly name: string;
}

export interface RunCommand extends RunContextCommand {
  readonly options?: GivenOptions;
}

export interface Autocomplete extends RunCommand {
  readonly focused: string;
}

export interface RunMessageCommand extends RunContextCommand {
  readonly message: StoredMessage;
}

export interface RunUserCommand extends RunContextCommand {
  readonly target: User;
}

export interface Click extends Act {
  readonly message: StoredMessage;
  readonly customId: string;
  readonly values?: readonly string[];
  /** A forged click: the component may be missing, disabled, or not visible to the user. */
  readonly force?: boolean;
}

export interface SubmitModal extends Act {
  readonly customId: string;
  readonly fields: ModalFields;
  readonly message?: StoredMessage;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}
