import { type LimitChange, readLimitChange } from '../../core/limits/changes.ts';
import type { LoggedChange } from '../../core/limits/pages.ts';
import { LIMITS_ACTION } from '../store/audit.ts';
import type { AuditEntry, Session } from '../store/contract.ts';

/** Under the server's lock. The newest entry is what holds, also of two in one millisecond. */
export async function writeEntry(
  { audit }: Session,
  { at, scope, actorId }: Pick<AuditEntry, 'at' | 'scope' | 'actorId'>,
  change: LimitChange,
): Promise<string> {
  const [newest] = await audit.page({ scope, action: LIMITS_ACTION }, { limit: 1, offset: 0 });
  const detail = JSON.stringify(change);
  return audit.append({ at: Math.max(at, (newest?.at ?? 0) + 1), scope, actorId, action: LIMITS_ACTION, detail });
}

/** Undefined for what is no entry of this server. */
export async function readEntry(
  { audit }: Pick<Session, 'audit'>,
  scope: string,
  id: string,
): Promise<LoggedChange | undefined> {
  const entry = await audit.byId(id);
  return entry?.scope === scope && entry.action === LIMITS_ACTION ? logged(entry) : undefined;
}

export async function readEntries(
  { audit }: Pick<Session, 'audit'>,
  scope: string,
  window: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly entries: readonly LoggedChange[] }> {
  const about = { scope, action: LIMITS_ACTION };
  const [total, entries] = await Promise.all([audit.count(about), audit.page(about, window)]);
  return { total, entries: entries.map(logged) };
}

/**
 * `id` is undone by `by`. If it took something back itself, that stands again, and what that took back is undone
 * again: all the way down.
 */
export async function markUndone({ audit }: Session, id: string, by: string): Promise<void> {
  let fallen: string | undefined = id;
  let through = by;
  while (fallen !== undefined) {
    await audit.markUndone(fallen, through);
    const standing = await undoneThrough(audit, fallen);
    if (standing === undefined) return;
    await audit.markUndone(standing, undefined);
    fallen = await undoneThrough(audit, standing);
    through = standing;
  }
}

async function undoneThrough(audit: Session['audit'], id: string): Promise<string | undefined> {
  const entry = await audit.byId(id);
  return entry && readLimitChange(entry.detail)?.undoes;
}

const logged = ({ id, at, actorId, detail, undoneBy }: AuditEntry): LoggedChange => ({
  id,
  at,
  actorId,
  change: readLimitChange(detail),
  isUndone: undoneBy !== undefined,
});
