import type { JsonObject } from '../discord/json.ts';

/** What the server tells the page, and what the page asks of it. Types alone: both sides read them. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly locale: string;
  /** Of the first server. */
  readonly isMember: boolean;
  readonly isModerator: boolean;
  readonly takesDirect: boolean;
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'nsfw' | 'thread' | 'direct';
  readonly place: string;
}

export interface MessageView {
  readonly id: string;
  readonly channelId: string;
  /** As the API shows it. */
  readonly payload: JsonObject;
  /** Nobody else sees it. */
  readonly isPrivate: boolean;
  readonly isOwn: boolean;
  readonly mayDelete: boolean;
  /** Emoji under it, how often, and whether by this person too. */
  readonly reactions: readonly { readonly emoji: string; readonly count: number; readonly isOwn: boolean }[];
  readonly replyTo: { readonly author: string; readonly text: string } | undefined;
}

type BotStateView = 'starting' | 'running' | 'stopping' | 'stopped' | 'killed';

/** One request of the bot, or what a person did. */
export interface TimelineEntry {
  readonly number: number;
  readonly at: number;
  readonly kind: 'person' | 'bot';
  readonly to: 'Discord' | 'Freepik' | 'APIFRAME' | 'File service';
  readonly title: string;
  /** The number of what a person did that brought it about, where that is known. */
  readonly cause: number | undefined;
  /** Of what a person did. */
  readonly interaction: string | undefined;
  readonly status: number | undefined;
  readonly ms: number | undefined;
  /** The same question, asked again and again, is one entry. */
  readonly times: number;
}

/** Part of what is shown as JSON: a message as it is, or a request and its answer. */
export interface ShownPart {
  readonly title: string;
  readonly to: string | undefined;
  readonly at: number;
  readonly ms: number | undefined;
  readonly status: number | undefined;
  readonly asked: unknown;
  readonly answer: unknown;
}

/** APIs that are called for real, and whether the person in front agreed to what that costs. */
interface RealView {
  readonly providers: readonly string[];
  readonly isAgreed: boolean;
}

export interface FaultView {
  readonly id: string;
  readonly label: string;
  readonly isOn: boolean;
}

export interface Snapshot {
  readonly now: number;
  readonly person: string;
  readonly people: readonly PersonView[];
  readonly channels: readonly ChannelView[];
  readonly messages: readonly MessageView[];
  /** Of each channel, by its id: names, descriptions and choices in the person's language. */
  readonly commands: Readonly<Record<string, readonly JsonObject[]>>;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly bot: BotStateView;
  readonly log: readonly string[];
  readonly timeline: readonly TimelineEntry[];
  readonly faults: readonly FaultView[];
  readonly pace: number;
  readonly real: RealView;
}

/** How far a recording is played. */
export interface ReplayView {
  readonly step: number;
  readonly of: number;
  readonly problem?: string;
}

export type PageEvent =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'message'; readonly message: MessageView }
  | { readonly kind: 'gone'; readonly id: string }
  | { readonly kind: 'bot'; readonly state: BotStateView }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'timeline'; readonly entry: TimelineEntry }
  | { readonly kind: 'commands'; readonly commands: Snapshot['commands'] }
  | { readonly kind: 'replay'; readonly replay: ReplayView }
  | { readonly kind: 'controls'; readonly faults: readonly FaultView[]; readonly pace: number; readonly now: number };

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** What came of an act: a form to fill in, choices, or what is wrong in words. */
export interface ActAnswer {
  readonly error?: string;
  readonly modal?: JsonObject;
  readonly choices?: readonly Choice[];
  readonly shown?: readonly ShownPart[];
  readonly older?: readonly MessageView[];
  /** It would cost money, and nobody has agreed to that yet. */
  readonly costs?: readonly string[];
  readonly ms?: number;
  /** The interaction or message that was made. */
  readonly made?: string;
}
