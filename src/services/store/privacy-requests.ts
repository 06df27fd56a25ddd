import type { Selectable } from 'kysely';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { type Language, languageOf } from '../../core/language.ts';
import { type Database, isFreeLease, jsonText, ONE, optional, orNull } from './database.ts';
import type { PrivacyRequestsTable } from './schema.ts';

const privacyKinds = ['export', 'delete'] as const;
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

type NewPrivacyRequest = Omit<PrivacyRequest, 'progress' | 'doneAt'> & { readonly dueAt: number };

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

export function createPrivacyRequests(database: Database): PrivacyRequests {
  const { kysely } = database;
  const all = () => kysely.selectFrom('privacy_requests').selectAll();
  const held = (id: string, processId: string) =>
    kysely.updateTable('privacy_requests').where('id', '=', id).where('lease', '=', processId);

  return {
    async open({ id, kind, ownerId, askedAt, language, applicationId, token, tokenExpiresAt, dueAt }) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto('privacy_requests')
        .values({
          ...{ id, kind, owner_id: ownerId, asked_at: askedAt, language, application_id: applicationId },
          ...{ token: orNull(token), token_expires_at: tokenExpiresAt, progress: '{}', due_at: dueAt },
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async latest(ownerId, kind) {
      const row = await all()
        .where('owner_id', '=', ownerId)
        .where('kind', '=', kind)
        .orderBy('asked_at', 'desc')
        .limit(ONE)
        .executeTakeFirst();
      return row && requestOf(row);
    },
    async underWay(kind) {
      const rows = await kysely
        .selectFrom('privacy_requests')
        .select('owner_id')
        .where('done_at', 'is', null)
        .where('kind', '=', kind)
        .execute();
      return rows.map((row) => row.owner_id);
    },
    async due(now, limit) {
      const rows = await kysely
        .selectFrom('privacy_requests')
        .select('id')
        .where('due_at', '<=', now)
        .where(isFreeLease(database, 'privacy_requests', null))
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async claim(id, processId) {
      const row = await kysely
        .updateTable('privacy_requests')
        .set({ lease: processId })
        .where('id', '=', id)
        .where('done_at', 'is', null)
        .where(isFreeLease(database, 'privacy_requests', processId))
        .returningAll()
        .executeTakeFirst();
      return row && requestOf(row);
    },
    async save(id, processId, progress) {
      const { numUpdatedRows } = await held(id, processId)
        .set({ progress: JSON.stringify(progress) })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async putDown(id, processId, dueAt) {
      await held(id, processId).set({ lease: null, due_at: dueAt }).execute();
    },
    async end(id, processId, { at, ownerId }) {
      await held(id, processId)
        .set({ lease: null, due_at: null, done_at: at, token: null, owner_id: ownerId })
        .execute();
    },
    async removeOf(ownerId, kind) {
      await kysely.deleteFrom('privacy_requests').where('owner_id', '=', ownerId).where('kind', '=', kind).execute();
    },
    async endedBefore(kind, before, limit) {
      const rows = await all()
        .where('kind', '=', kind)
        .where('done_at', '<', before)
        .orderBy('done_at')
        .limit(limit)
        .execute();
      return rows.map(requestOf);
    },
    async remove(id) {
      await kysely.deleteFrom('privacy_requests').where('id', '=', id).execute();
    },
  };
}

function requestOf(row: Selectable<PrivacyRequestsTable>): PrivacyRequest {
  const progress = jsonText.safeParse(row.progress).data;
  return {
    id: row.id,
    kind: privacyKinds.find((each) => each === row.kind) ?? 'export',
    ownerId: row.owner_id,
    askedAt: row.asked_at,
    language: languageOf(row.language),
    applicationId: row.application_id,
    token: optional(row.token),
    tokenExpiresAt: row.token_expires_at,
    progress: isJsonObject(progress) ? progress : {},
    doneAt: optional(row.done_at),
  };
}
