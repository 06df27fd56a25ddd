import { unreachable } from '../../core/json.ts';
import type { LimitItem, LimitTarget, NotWritten } from '../../core/limit-item.ts';
import { changedSettings, settingKeys, unsetSettings } from '../../core/server-settings.ts';
import { MOST_RULES, parseRule, readingOf, type WordRule } from '../../core/words/rule.ts';
import { readServerSettings, writeServerSettings } from '../settings/server-settings.ts';
import type { Session } from '../store/contract.ts';

type Rows = Pick<Session, 'limits' | 'words' | 'documents' | 'cases'>;

/** Before all time: what has ended is read, too. */
const EVER = 0;

/** As it is stored, ended or not. */
export async function readItem(session: Rows, target: LimitTarget): Promise<LimitItem | undefined> {
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
export async function writeItem(
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
