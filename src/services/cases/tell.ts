import type { CaseOutcome } from '../../core/cases.ts';
import type { Clock } from '../../core/clock.ts';
import { messageLink } from '../../core/job.ts';
import type { Language } from '../../core/language.ts';
import type { DiscordApi, KnownServer, MessageBody } from '../delivery/discord-api.ts';
import { retryAfterOf, troubleOf } from '../delivery/discord-error.ts';
import type { Log } from '../log.ts';
import type { ReportToTell, Store } from '../store/contract.ts';

export interface WaitingParts {
  readonly store: Store;
  readonly api: Pick<DiscordApi, 'server' | 'openDirectChannel' | 'createMessage'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Without the name of a server: for all of its members to read, so it tells nothing. */
  readonly renderWaiting: (serverName: string | undefined, language: Language) => MessageBody;
}

const AGAIN_MS = 7 * 86_400_000;
const keyOf = (scope: string): string => `waiting-reports:${scope}`;

/** Reports that no channel takes: the owner of the server hears of them, once, and a week later if more came. */
export function createTellOfWaiting({ store, api, clock, log, renderWaiting }: WaitingParts) {
  const { documents } = store;

  async function toOwner({ ownerId, name }: KnownServer, nonce: string, language: Language): Promise<boolean> {
    try {
      await api.createMessage(await api.openDirectChannel(ownerId), nonce, renderWaiting(name, language), []);
      return true;
    } catch (error) {
      if (troubleOf(error) === 'later') throw error;
      return false;
    }
  }

  async function tell(scope: string, nonce: string, language: Language): Promise<void> {
    const server = await api.server(scope);
    if (await toOwner(server, nonce, language)) return;
    log.info({ server: scope }, 'the owner of a server takes no direct messages');
    if (server.systemChannelId === undefined) return;
    await api.createMessage(server.systemChannelId, nonce, renderWaiting(undefined, language), []);
  }

  return {
    async tell(scope: string, language: Language): Promise<void> {
      const toldAt = Number((await documents.get(keyOf(scope))) ?? 0);
      const { newestAt } = await store.cases.waiting(scope);
      if (toldAt > 0 && (newestAt <= toldAt || clock.now() < toldAt + AGAIN_MS)) return;
      try {
        await tell(scope, waitingNonce(scope, toldAt), language);
      } catch (error) {
        const trouble = troubleOf(error);
        log.warn({ err: error, server: scope, trouble }, 'nobody told of reports that wait');
        if (trouble === 'later') return;
      }
      await documents.set(keyOf(scope), String(clock.now()));
    },
    /** They were posted: the next time is news again. */
    async isOver(scope: string): Promise<void> {
      await documents.delete(keyOf(scope));
    },
  };
}

/** The same after a crash, within Discord's 25 characters. */
const waitingNonce = (scope: string, toldAt: number): string => `W${BigInt(scope).toString(36)}-${toldAt.toString(36)}`;

/** What became of something that a member reported. */
interface SettledReport {
  readonly outcome: CaseOutcome;
  readonly reportedAt: number;
  /** To the picture, where it stayed. */
  readonly link: string | undefined;
}

export interface TellReportersParts {
  readonly store: Store;
  readonly api: Pick<DiscordApi, 'openDirectChannel' | 'createMessage'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly renderSettled: (settled: SettledReport, language: Language) => MessageBody;
}

const BATCH = 50;
const LATER_MS = 5000;

/** Each reporter hears once, by direct message, how it ended; nothing in it names anybody. */
export function createTellReporters({ store, api, clock, log, renderSettled }: TellReportersParts) {
  const { cases } = store;

  async function send(report: ReportToTell): Promise<void> {
    const { reporterId, caseId, outcome, reportedAt, language, postId } = report;
    const post = outcome === 'dismissed' ? await store.posts.byId(postId) : undefined;
    const body = renderSettled({ outcome, reportedAt, link: post && messageLink(post) }, language);
    await api.createMessage(await api.openDirectChannel(reporterId), settledNonce(caseId), body, []);
  }

  async function tell(report: ReportToTell): Promise<void> {
    const { caseId, reporterId, closedBy } = report;
    try {
      // whoever closed it knows
      if (reporterId !== closedBy) await send(report);
      await cases.reporterTold(caseId, reporterId, clock.now());
    } catch (error) {
      const trouble = troubleOf(error);
      log.info({ err: error, case: caseId, trouble }, 'end of a report not told');
      if (trouble !== 'later') return cases.reporterTold(caseId, reporterId, clock.now());
      await cases.tellReporterAt(caseId, reporterId, clock.now() + Math.max(LATER_MS, retryAfterOf(error) ?? 0));
    }
  }

  /** True where more are waiting than were told. */
  return async function tellReporters(owned: readonly number[] | undefined, isRunning: () => boolean) {
    const due = await cases.reportersToTell(clock.now(), BATCH, owned);
    for (const report of due) {
      if (!isRunning()) return false;
      await tell(report);
    }
    return due.length === BATCH;
  };
}

/** The same after a crash, within Discord's 25 characters. */
const settledNonce = (caseId: string): string => `R${caseId.slice(2)}`;
