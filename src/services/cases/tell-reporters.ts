import type { CaseOutcome } from '../../core/case.ts';
import type { Clock } from '../../core/clock.ts';
import type { Language } from '../../core/language.ts';
import { messageLink } from '../../core/message-link.ts';
import type { DiscordApi, MessageBody } from '../delivery/discord-api.ts';
import { retryAfterOf, troubleOf } from '../delivery/discord-error.ts';
import type { Log } from '../logging/create-log.ts';
import type { ReportToTell } from '../store/cases-contract.ts';
import type { Store } from '../store/contract.ts';

/** What became of something that a member reported. */
export interface SettledReport {
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
    await api.createMessage(await api.openDirectChannel(reporterId), nonceOf(caseId), body, []);
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
const nonceOf = (caseId: string): string => `R${caseId.slice(2)}`;
