import type { JsonObject } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import type { ExportPart, PrivacyState } from '../../core/privacy.ts';
import type { MessageBody } from '../delivery/discord-api.ts';
import type { PrivacyRequest } from '../store/privacy-contract.ts';

/** What becomes of a request after a while of work on it. */
export type Outcome =
  | { readonly kind: 'done'; readonly ownerId: string }
  | { readonly kind: 'later'; readonly afterMs: number };

/** A request in our hands. */
export interface Held extends PrivacyRequest {
  /** Throws NoLongerOurs where somebody else goes on with it, or nobody shall. */
  save(progress: JsonObject): Promise<void>;
  /** Another one has waited long enough, or the process ends: what is left is done next time. */
  isTimeUp(): boolean;
}

export type Work = (request: Held) => Promise<Outcome>;

/** The request was taken off the record, or another process has it. */
export class NoLongerOurs extends Error {
  override readonly name = 'NoLongerOurs';
}

/** Nothing is said here: words come from outside. */
export interface PrivacyWords {
  readonly state: (state: PrivacyState, language: Language) => MessageBody;
  readonly part: (part: ExportPart, language: Language) => MessageBody;
  readonly readme: (at: string, language: Language) => string;
  readonly unsent: (language: Language) => { readonly title: string; readonly noLink: string };
}
