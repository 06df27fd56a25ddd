import { REASON_LIMIT } from '../../core/limits/rules.ts';
import type { CaseKeeper } from '../../services/cases/messages.ts';
import type { Filed, FileReport } from '../../services/cases/report.ts';
import { FORM_REASON, renderReportForm } from '../../views/forms.ts';
import { formFields } from '../shared/payload.ts';
import { type Click, type ClickHandler, say } from './click.ts';

interface ReportParts {
  readonly reports: FileReport;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
}

const answers = { seen: 'reported', waiting: 'reported-waiting', known: 'reported-already' } as const;

/** Once for each member and message; nobody but the moderators learns of it. */
export function createReport({ reports, keeper }: ReportParts): ClickHandler {
  async function file({ post, job, actor, payload }: Click): Promise<Filed> {
    const said = (formFields(payload)[FORM_REASON] ?? '').trim().slice(0, REASON_LIMIT);
    const reason = said === '' ? undefined : said;
    const { ownerId: reporterId, place } = actor;
    const filed = await reports.file({ post, jobId: job.id, reporterId, reason, language: place.language });
    if (filed !== 'known') keeper.hurry();
    return filed;
  }

  return async function report(click) {
    const { post, actor, isOwner, id, step, reply } = click;
    if (isOwner) return say(click, { kind: 'report-own' });
    const { guildId, isBotPresent } = post.place;
    if (guildId === undefined || !isBotPresent) return say(click, { kind: 'report-elsewhere' });
    if (await reports.isReportedBy(post, actor.ownerId)) return say(click, { kind: 'reported-already' });
    if (step !== 'form') return reply.ask(renderReportForm({ ...id, step: 'form' }, actor.place.language));
    return say(click, { kind: answers[await file(click)] });
  };
}
