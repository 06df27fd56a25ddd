import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Language } from '../../core/language.ts';
import { ulid } from '../../core/ulid.ts';
import { readServerSettings } from '../settings.ts';
import type { Session, Store } from '../store/contract.ts';

interface NewReport {
  readonly post: Post;
  readonly jobId: string;
  readonly reporterId: string;
  readonly reason: string | undefined;
  /** Of the reporter, who hears what becomes of it. */
  readonly language: Language;
}

/** `waiting`: nobody can see it before a channel for reports is named. */
export type Filed = 'seen' | 'waiting' | 'known';

interface ReportParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** What members tell the moderators of: one case a message, counted once for each member. */
export function createFileReport({ store, clock }: ReportParts) {
  async function caseOf({ cases }: Session, { post, jobId }: NewReport, openedAt: number): Promise<string> {
    const known = await cases.byPost(post.id);
    if (known) return known.id;
    const { ownerId, scope, applicationId, place } = post;
    const id = ulid(openedAt);
    const language = place.publicLanguage;
    await cases.open({ id, scope, postId: post.id, jobId, ownerId, applicationId, language, openedAt });
    return id;
  }

  return {
    async isReportedBy(post: Pick<Post, 'id'>, reporterId: string): Promise<boolean> {
      const known = await store.cases.byPost(post.id);
      return known !== undefined && store.cases.hasReported(known.id, reporterId);
    },

    /** `known` where the same member has reported it before. */
    file(report: NewReport): Promise<Filed> {
      const { post, jobId, reporterId, reason, language } = report;
      return store.transaction(async (session): Promise<Filed> => {
        // whoever else reports it, or decides about it, holds the same
        await session.ledger.lock(post.scope, post.ownerId);
        const at = clock.now();
        const caseId = await caseOf(session, report, at);
        if (!(await session.cases.report(caseId, reporterId, reason, at, language))) return 'known';
        await session.cases.touch(caseId, at);
        const detail = JSON.stringify({ job: jobId, case: caseId });
        await session.audit.append({ at, scope: post.scope, actorId: reporterId, action: 'report', detail });
        return (await readServerSettings(session, post.scope)).logChannel === undefined ? 'waiting' : 'seen';
      });
    },
  };
}

export type FileReport = ReturnType<typeof createFileReport>;
