import type { JsonObject } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';

export const privacyKinds = ['export', 'delete'] as const;
export type PrivacyKind = (typeof privacyKinds)[number];

/** All of somebody's to be handed out, or to be forgotten. */
export interface PrivacyRequest {
  readonly id: string;
  readonly kind: PrivacyKind;
  readonly ownerId: string;
  /** What is newer is not meant. */
  readonly askedAt: number;
  readonly language: Language;
  /** By which the answer is told while it lives. */
  readonly applicationId: string;
  readonly token: string | undefined;
  readonly tokenExpiresAt: number;
  /** How far it is, as the one who works on it wrote it down. */
  readonly progress: JsonObject;
  readonly doneAt: number | undefined;
}

export type NewPrivacyRequest = Omit<PrivacyRequest, 'progress' | 'doneAt'> & { readonly dueAt: number };

export interface PrivacyRequests {
  /** False while an earlier one of the kind is under way. */
  open(request: NewPrivacyRequest): Promise<boolean>;
  latest(ownerId: string, kind: PrivacyKind): Promise<PrivacyRequest | undefined>;
  /** Whose requests have not ended. */
  underWay(kind: PrivacyKind): Promise<readonly string[]>;
  /** Ids whose time has come and that no living process holds. */
  due(now: number, limit: number): Promise<readonly string[]>;
  claim(id: string, processId: string): Promise<PrivacyRequest | undefined>;
  /** False when it is no longer ours, or no longer wanted. */
  save(id: string, processId: string, progress: JsonObject): Promise<boolean>;
  putDown(id: string, processId: string, dueAt: number): Promise<void>;
  /** With the name under which it is kept from now on. */
  end(id: string, processId: string, ended: { readonly at: number; readonly ownerId: string }): Promise<void>;
  removeOf(ownerId: string, kind: PrivacyKind): Promise<void>;
  endedBefore(kind: PrivacyKind, before: number, limit: number): Promise<readonly PrivacyRequest[]>;
  remove(id: string): Promise<void>;
}
