import type { Clock } from '../../core/clock.ts';
import { unreachable } from '../../core/json.ts';
import {
  type ChangeOrder,
  changedTarget,
  type Edited,
  inForce,
  type LimitItem,
  type LimitTarget,
  markOf,
  type NotWritten,
  saysTheSame,
  scopeOf,
} from '../../core/limits/changes.ts';
import { changedSettings, settingKeys, unsetSettings } from '../../core/settings.ts';
import { MOST_RULES, parseRule, readingOf, type WordRule } from '../../core/words/rules.ts';
import { readServerSettings, writeServerSettings } from '../settings.ts';
import type { Session, Store } from '../store/contract.ts';
import { markUndone, readEntry, writeEntry } from './log.ts';

type Rows = Pick<Session, 'limits' | 'words' | 'documents' | 'cases'>;

/** Before all time: what has ended is read, too. */
const EVER = 0;

/** As it is stored, ended or not. */
async function readItem(session: Rows, target: LimitTarget): Promise<LimitItem | undefined> {
  const { limits } = session;
  switch (target.kind) {
    case 'rule': {
      const rule = await limits.rule(target.key);
      return rule && { kind: 'rule', rule };
    }
    case 'grant': {
      const grant = (await limits.grants(target.scope, target.memberId, EVER)).find(({ id }) => id === target.id);
      return grant && { kind: 'grant', grant };
    }
    case 'block': {
      const block = await limits.block(target.scope, target.memberId, EVER);
      return block && { kind: 'block', block };
    }
    case 'pause': {
      const pauses = await limits.pauses(target.scope);
      const wanted = target.cause ?? 'moderator';
      const pause = pauses.find(({ command, cause }) => command === target.command && cause === wanted);
      return pause && { kind: 'pause', pause };
    }
    case 'budget': {
      const budget = await limits.budget(target.scope);
      return budget && { kind: 'budget', budget };
    }
    case 'word': {
      const rule = await session.words.rule(target.scope, target.id);
      return rule && { kind: 'word', rule };
    }
    case 'setting': {
      const { scope, name } = target;
      const value = (await readServerSettings(session, scope))[settingKeys[name]];
      return value === undefined || value === unsetSettings[settingKeys[name]]
        ? undefined
        : { kind: 'setting', scope, name, value };
    }
    default:
      return unreachable(target);
  }
}

/** Exactly this from now on, whatever stood there; says so where that cannot be. */
async function writeItem(
  session: Rows,
  target: LimitTarget,
  item: LimitItem | undefined,
): Promise<NotWritten | undefined> {
  await removeItem(session, target);
  return item && putItem(session, item);
}

async function putItem(session: Rows, item: LimitItem): Promise<NotWritten | undefined> {
  const { limits } = session;
  switch (item.kind) {
    case 'rule':
      await limits.putRule(item.rule);
      return undefined;
    case 'grant':
      await limits.putGrant(item.grant);
      return undefined;
    case 'block':
      await limits.putBlock(item.block);
      return undefined;
    case 'pause':
      await limits.putPause(item.pause);
      return undefined;
    case 'budget':
      await limits.putBudget(item.budget);
      return undefined;
    case 'word':
      return putWord(session, item.rule);
    case 'setting': {
      const settings = await readServerSettings(session, item.scope);
      const set = { [settingKeys[item.name]]: item.value };
      await writeServerSettings(session, item.scope, changedSettings(settings, { reset: [], set }));
      // what waits for a channel waits no longer
      if (item.name === 'log_channel') await session.cases.hasten(item.scope);
      return undefined;
    }
    default:
      return unreachable(item);
  }
}

async function putWord({ words }: Rows, rule: WordRule): Promise<NotWritten | undefined> {
  if ((await words.count(rule.scope)) >= MOST_RULES) return 'full';
  const parsed = parseRule(rule.word, rule.diacritics);
  return (await words.add(rule, parsed.ok ? readingOf(parsed.pattern) : rule.word)) ? undefined : 'known';
}

async function removeItem(session: Rows, target: LimitTarget): Promise<unknown> {
  const { limits } = session;
  switch (target.kind) {
    case 'rule':
      return limits.removeRule(target.key);
    case 'grant':
      return limits.removeGrant(target.id);
    case 'block':
      return limits.removeBlock(target.scope, target.memberId);
    case 'pause':
      return limits.removePause({ ...target, cause: target.cause ?? 'moderator' });
    case 'budget':
      return limits.removeBudget(target.scope);
    case 'word':
      return session.words.remove(target.scope, target.id);
    case 'setting': {
      const settings = await readServerSettings(session, target.scope);
      const reset = changedSettings(settings, { reset: [target.name], set: {} });
      return writeServerSettings(session, target.scope, reset);
    }
    default:
      return unreachable(target);
  }
}

interface UndoOrder {
  readonly scope: string;
  readonly actorId: string;
  readonly entryId: string;
  /** How it stood when the moderator said that it may be overwritten, see `markOf`. */
  readonly seen: string | undefined;
  /** Who else moderates is settled by those who manage the server. Absent: this is none of them. */
  readonly mayGiveRights?: boolean;
}

/** What is in force now, and what would be or is after the undo. */
interface Sides {
  readonly target: LimitTarget;
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
}

export type UndoOutcome =
  | { readonly kind: 'no-such-entry' | 'unreadable-entry' | 'undone-already' | 'as-before' | 'words-full' }
  | { readonly kind: 'manage-server-only' }
  | ({ readonly kind: 'changed-since'; readonly mark: string } & Sides)
  | ({ readonly kind: 'undone'; readonly entryId: string } & Sides);

/** Puts back what an entry of the log changed; that is an entry as well. */
function createUndo({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  async function undo(session: Session, order: UndoOrder): Promise<UndoOutcome> {
    const { scope, actorId, entryId, seen, mayGiveRights = false } = order;
    await session.ledger.lockServer(scope);
    const now = clock.now();
    const entry = await readEntry(session, scope, entryId);
    if (!entry) return { kind: 'no-such-entry' };
    const { change } = entry;
    const target = change && changedTarget(change);
    if (!target || scopeOf(target) !== scope) return { kind: 'unreadable-entry' };
    if (target.kind === 'setting' && target.name === 'moderator_role' && !mayGiveRights) {
      return { kind: 'manage-server-only' };
    }
    if (entry.isUndone) return { kind: 'undone-already' };

    const stored = await readItem(session, target);
    const mark = markOf(stored, now);
    if (mark === markOf(change.before, now)) return { kind: 'as-before' };
    const sides = { target, before: inForce(stored, now), after: inForce(change.before, now) };
    if (mark !== (seen ?? markOf(change.after, now))) return { kind: 'changed-since', mark, ...sides };

    const refused = await writeItem(session, target, change.before);
    if (refused) return { kind: refused === 'known' ? 'as-before' : 'words-full' };
    const taken = { before: stored, after: change.before, reason: undefined, undoes: entryId };
    const undoing = await writeEntry(session, { at: now, scope, actorId }, taken);
    await markUndone(session, entryId, undoing);
    return { kind: 'undone', entryId: undoing, ...sides };
  }

  return (order: UndoOrder): Promise<UndoOutcome> => store.transaction((session) => undo(session, order));
}

/** Everything that moderators change goes through here: the change and its entry in the log, or neither. */
export function createLimitChanges({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  async function make(session: Session, { actorId, target, edit, reason }: ChangeOrder): Promise<Edited> {
    const scope = scopeOf(target);
    await session.ledger.lockServer(scope);
    const now = clock.now();
    const stored = await readItem(session, target);
    const before = inForce(stored, now);
    const after = edit(before, now);
    if (saysTheSame(before, after)) return { before, after: before, entryId: undefined };
    const refused = await writeItem(session, target, after);
    if (refused) return { before, after: before, entryId: undefined, refused };
    const change = { before: stored, after, reason, undoes: undefined };
    return { before, after, entryId: await writeEntry(session, { at: now, scope, actorId }, change) };
  }

  return {
    make: (order: ChangeOrder): Promise<Edited> => store.transaction((session) => make(session, order)),
    within: make,
    undo: createUndo({ store, clock }),
  };
}

export type LimitChanges = ReturnType<typeof createLimitChanges>;
