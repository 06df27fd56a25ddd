import type { OptionShape } from './fields.ts';
import type { Localized } from './language.ts';
import type { Operation, OperationOption } from './operation.ts';

/** What may be asked for beside what a picture command asks for. */
export interface CommandOption extends Omit<OperationOption, 'kind' | 'suggests'> {
  readonly kind: OptionShape['kind'] | 'member' | 'role' | 'channel';
  /** What autocomplete offers: the member's own jobs, the commands that are offered here, or the server's word rules. */
  readonly suggests?: 'jobs' | 'commands' | 'words';
  /** Of a channel: which are offered. Absent: all. */
  readonly channels?: 'with-messages';
}

export type AnyOption = OperationOption | CommandOption;

export interface Subcommand extends Pick<Operation, 'name' | 'localNames' | 'description'> {
  readonly options: readonly CommandOption[];
}

/** A command that asks no provider for anything, as data; what it does stands beside the events. */
export interface MemberCommand extends Subcommand {
  /** Where there are any, Discord takes no options of the command itself. */
  readonly subcommands?: readonly Subcommand[];
  /** `servers`: it has nothing to say outside of them. */
  readonly place: 'everywhere' | 'servers';
  /** Whom Discord shows it to. Who may really use it is looked at again when it is used. */
  readonly audience: 'everybody' | 'moderators';
}

/** An entry of the menu that opens on a message (right click, Apps), as data. */
export interface MessageMenu {
  readonly name: Localized;
  readonly does:
    | { readonly kind: 'make'; readonly operation: string; readonly asks?: 'prompt' }
    /** What is known of the pictures of the message. */
    | { readonly kind: 'details' }
    /** What moderators may know of it, and do about it. */
    | { readonly kind: 'record' };
  /** Whom Discord shows it to, in servers only. Who may really use it is looked at again when it is used. */
  readonly audience?: 'moderators';
}
