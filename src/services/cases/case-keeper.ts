import type { Case } from '../../core/case.ts';
import type { Language } from '../../core/language.ts';
import { retryAfterOf, troubleOf } from '../delivery/discord-error.ts';
import { createRounds, ownedPartitions, type Rounds } from '../jobs/rounds.ts';
import { readServerSettings } from '../settings/server-settings.ts';
import { type CaseMessageParts, createCaseMessage } from './case-message.ts';
import { createTellOfWaiting, type WaitingParts } from './tell-of-waiting.ts';
import { createTellReporters, type TellReportersParts } from './tell-reporters.ts';

/** Keeps the messages of cases as the cases are. */
export type CaseKeeper = Rounds;

export interface CaseKeeperParts extends CaseMessageParts, Omit<WaitingParts, 'api'>, Omit<TellReportersParts, 'api'> {
  readonly ownsPartition: (partition: number) => boolean;
}

const BATCH = 100;
/** Until then somebody may have said where cases go. */
const UNSET_MS = 60_000;
/** Refusals count against everybody behind this address. */
const CLOSED_MS = 600_000;
const LATER_MS = 5000;
const UNREACHABLE_MS = 3_600_000;
const BROKEN_MS = 300_000;

type Settings = Awaited<ReturnType<typeof readServerSettings>>;

export function createCaseKeeper(parts: CaseKeeperParts): CaseKeeper {
  const { store, clock, log, ownsPartition } = parts;
  const { post, edit } = createCaseMessage(parts);
  const waiting = createTellOfWaiting(parts);
  const tellReporters = createTellReporters(parts);
  const { cases } = store;

  /** True where the whole server has to wait. */
  async function announce(known: Case, { logChannel, language = known.language }: Settings): Promise<boolean> {
    if (logChannel === undefined) return leaveWaiting(known, UNSET_MS, language);
    try {
      const { messageId, isOld } = await post(known, logChannel, language);
      await cases.shown(known.id, isOld ? 0 : known.version, { channelId: logChannel, messageId }, clock.now());
      await waiting.isOver(known.scope);
      return false;
    } catch (error) {
      const trouble = troubleOf(error);
      log.warn({ err: error, case: known.id, trouble }, 'case not posted');
      if (trouble !== 'later') return leaveWaiting(known, CLOSED_MS, language);
      await later(known, error);
      return false;
    }
  }

  /** Put off first: whoever names a channel in the meantime has it looked at again. */
  async function leaveWaiting({ scope }: Case, ms: number, language: Language): Promise<boolean> {
    await cases.postpone(scope, clock.now() + ms);
    await waiting.tell(scope, language);
    return true;
  }

  async function update(known: Case, at: NonNullable<Case['message']>, settings: Settings): Promise<void> {
    try {
      await edit(known, at, settings.language ?? known.language);
      await cases.shown(known.id, known.version, at, clock.now());
    } catch (error) {
      const trouble = troubleOf(error);
      log.warn({ err: error, case: known.id, trouble }, 'case not brought up to date');
      if (trouble === 'later') return later(known, error);
      // what somebody took out of the channel is not put there again
      if (trouble !== 'no-access' && trouble !== 'closed') return cases.checkAt(known.id, null);
      const isElsewhere = settings.logChannel !== undefined && settings.logChannel !== at.channelId;
      if (isElsewhere && !known.closed) return cases.lost(known.id, clock.now());
      await cases.checkAt(known.id, clock.now() + UNREACHABLE_MS);
    }
  }

  const later = (known: Case, error: unknown): Promise<void> =>
    cases.checkAt(known.id, clock.now() + Math.max(LATER_MS, retryAfterOf(error) ?? 0));

  async function keep(known: Case): Promise<boolean> {
    try {
      const settings = await readServerSettings(store, known.scope);
      if (known.message) await update(known, known.message, settings);
      // nobody needs to be told of what is settled
      else if (known.closed) await cases.checkAt(known.id, null);
      else return await announce(known, settings);
    } catch (error) {
      log.error({ err: error, case: known.id }, 'case not kept');
      await cases.checkAt(known.id, clock.now() + BROKEN_MS);
    }
    return false;
  }

  async function look(isRunning: () => boolean): Promise<boolean> {
    const owned = ownedPartitions(ownsPartition);
    if (owned?.length === 0) return false;
    const due = await cases.toCheck(clock.now(), BATCH, owned);
    const waiting = new Set<string>();
    for (const known of due) {
      if (!isRunning()) return false;
      const isPutOff = known.message === undefined && waiting.has(known.scope);
      if (!isPutOff && (await keep(known))) waiting.add(known.scope);
    }
    const areReportersLeft = await tellReporters(owned, isRunning);
    return due.length === BATCH || areReportersLeft;
  }

  return createRounds({ clock, look, onError: (error) => log.error({ err: error }, 'cases not looked at') });
}
