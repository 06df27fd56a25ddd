import { type RecordDeed, recordDeeds } from '../../core/mod-id.ts';
import { isSuspension, type RecordAnswer } from '../../core/record.ts';
import { textsFor } from '../../i18n/index.ts';
import type { CaseKeeper } from '../../services/cases/case-keeper.ts';
import type { FindSubject, Subject } from '../../services/cases/find-subject.ts';
import type { createMemberDeeds } from '../../services/cases/member-deeds.ts';
import type { createPictureDeeds } from '../../services/cases/picture-deeds.ts';
import type { Repair } from '../../services/jobs/repair.ts';
import { renderNotice } from '../../views/notices.ts';
import { renderConfirmRemoval, renderRecordAnswer } from '../../views/record-answers.ts';
import type { Actor } from '../actor.ts';
import { targetOf } from '../interaction-payload.ts';
import type { Handler, ModClick } from '../moderator-commands.ts';
import type { Reply } from '../reply.ts';
import { subjectInMessage } from './job-in-message.ts';
import type { ShowRecord } from './show-record.ts';

export interface RecordDeskParts {
  readonly findSubject: FindSubject;
  readonly showRecord: ShowRecord;
  readonly ofMember: ReturnType<typeof createMemberDeeds>;
  readonly ofPicture: ReturnType<typeof createPictureDeeds>;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly repair: Pick<Repair, 'hurry'>;
}

/** What moderators see and do about a picture. Whoever comes here was looked at already. */
export function createRecordDesk({ findSubject, showRecord, ofMember, ofPicture, keeper, repair }: RecordDeskParts) {
  const tell = async (answer: RecordAnswer, { place }: Actor, reply: Reply, subject?: string) =>
    void (await reply.show(renderRecordAnswer(answer, place.language, subject), true));

  async function done(deed: Exclude<RecordDeed, 'open' | 'delete' | 'sure'>, subject: Subject, actor: Actor) {
    if (isSuspension(deed)) {
      const { blockReason } = textsFor(actor.place.publicLanguage).record;
      return ofMember.suspend(subject, actor.ownerId, deed, blockReason(subject.jobId));
    }
    switch (deed) {
      case 'lift':
        return ofMember.lift(subject, actor.ownerId);
      case 'spoiler':
        return ofPicture.cover(subject, actor.ownerId);
      case 'dismiss':
        return ofPicture.dismiss(subject, actor.ownerId);
    }
  }

  /** Removing takes as long as others take to answer. */
  async function remove(subject: Subject, actor: Actor, reply: Reply): Promise<void> {
    await reply.defer(true);
    await tell(await ofPicture.remove(subject, actor.ownerId), actor, reply);
    keeper.hurry();
  }

  const click: ModClick = async (id, actor, reply) => {
    const { language } = actor.place;
    const deed = recordDeeds.find((each) => each === id.deed);
    if (!deed) return void (await reply.show(renderNotice({ kind: 'unknown-button' }, language), true));
    const found = await findSubject(id.subject, actor.scope);
    if (found.kind !== 'found') return tell(found, actor, reply);
    const { subject } = found;
    switch (deed) {
      case 'open':
        return showRecord(subject, actor, reply);
      case 'delete':
        return void (await reply.show(renderConfirmRemoval(id.subject, language), true));
      case 'sure':
        return remove(subject, actor, reply);
      default:
        await tell(await done(deed, subject, actor), actor, reply, id.subject);
        keeper.hurry();
        if (deed === 'spoiler') repair.hurry();
    }
  };

  /** From the menu of a message. */
  const open: Handler = async (payload, actor, reply) => {
    const id = subjectInMessage(targetOf(payload), actor.applicationId);
    if (id === undefined) return tell({ kind: 'not-ours' }, actor, reply);
    const found = await findSubject(id, actor.scope);
    await (found.kind === 'found' ? showRecord(found.subject, actor, reply) : tell(found, actor, reply));
  };

  return { click, open };
}
