import { isSuspension, type RecordAnswer } from '../../core/cases.ts';
import {
  parseChainId,
  parseCustomId,
  parseModId,
  parseStepId,
  type RecordAction,
  recordActions,
} from '../../core/custom-ids.ts';
import { isJsonObject } from '../../core/json.ts';
import { isUlid } from '../../core/ulid.ts';
import { textsFor } from '../../i18n/index.ts';
import type { createMemberActions, createPictureActions } from '../../services/cases/actions.ts';
import type { CaseKeeper } from '../../services/cases/messages.ts';
import { type FindSubject, isGone, type Subject } from '../../services/cases/subject.ts';
import { attachmentUrl } from '../../services/delivery/attachments.ts';
import type { MessageFile } from '../../services/delivery/discord-api.ts';
import type { Repair } from '../../services/jobs/repair.ts';
import { isPromptCut, renderConfirmRemoval, renderRecord, renderRecordAnswer } from '../../views/cases.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../shared/actor.ts';
import { type MessagePayload, targetOf } from '../shared/payload.ts';
import type { Asker, Handler } from '../shared/reply.ts';
import { createReadRecord, type ReadRecordParts } from './record.ts';
import type { ModeratorClick } from './registry.ts';

const FILE = /^(?:SPOILER_)?darkroom-([0-9a-z]{26})-/;
/** As the last line of a card names it. What a member typed has a backslash before such a mark. */
const NAMED = /(?<!\\)`([0-9A-Z]{26})`/g;

/** The job or case that a message of ours is about; undefined for other messages. */
export function subjectInMessage(message: MessagePayload | undefined, applicationId: string): string | undefined {
  if (!message || (message.application_id !== applicationId && message.author?.id !== applicationId)) return undefined;
  const { components = [], attachments = [] } = message;
  const all = components.flatMap(objectsIn);
  const ids = all.flatMap(({ custom_id: id, value }) => [id, value]).flatMap(subjectOf);
  const files = attachments.flatMap((each) => (isJsonObject(each) ? fileSubject(each['filename']) : []));
  const named = all.flatMap(({ content }) => (typeof content === 'string' ? [...content.matchAll(NAMED)] : []));
  return [...ids, ...files, ...named.map(([, id = '']) => id).reverse()].find(isUlid);
}

function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => objectsIn(each));
  if (!isJsonObject(value)) return [];
  return [value, ...Object.values(value).flatMap((each) => objectsIn(each))];
}

function subjectOf(id: unknown): string[] {
  if (typeof id !== 'string') return [];
  const ofModerators = parseModId(id);
  if (ofModerators) return ofModerators.area === 'record' ? [ofModerators.subject] : [];
  const subject = (parseCustomId(id) ?? parseStepId(id) ?? parseChainId(id))?.subject;
  return subject === undefined ? [] : [subject];
}

function fileSubject(name: unknown): string[] {
  const [, id] = typeof name === 'string' ? (FILE.exec(name) ?? []) : [];
  return id === undefined ? [] : [id.toUpperCase()];
}

type ShowRecord = (subject: Subject, asker: Asker) => Promise<void>;

const PROMPT_FILE = 'prompt.txt';

/** For the moderator's eyes only. */
export function createShowRecord(parts: ReadRecordParts): ShowRecord {
  const read = createReadRecord(parts);

  async function bodyOf(subject: Subject, actor: Actor) {
    const { language } = actor.place;
    const { picture, jobId } = subject;
    if (!picture) {
      const earlier = await parts.store.moderations.latestOfJob(jobId, 'delete');
      const answer = { kind: 'deleted-already', earlier, isOutOfReach: false } as const;
      return { body: renderRecordAnswer(answer, language), files: [] };
    }
    const { record, files } = await read(subject, picture, actor);
    const { prompt } = isGone(subject) ? {} : record.input;
    const whole = typeof prompt === 'string' && isPromptCut(prompt) ? [promptFile(prompt)] : [];
    const promptUrl = whole.length > 0 ? attachmentUrl(PROMPT_FILE) : undefined;
    return { body: renderRecord(record, { promptFile: promptUrl }, language), files: [...files, ...whole] };
  }

  return async (subject, { actor, reply }) => {
    const { body, files } = await bodyOf(subject, actor);
    await reply.show(body, true, files);
  };
}

const promptFile = (prompt: string): MessageFile => ({
  name: PROMPT_FILE,
  blob: new Blob([prompt], { type: 'text/plain; charset=utf-8' }),
});

interface RecordCommandParts {
  readonly findSubject: FindSubject;
  readonly showRecord: ShowRecord;
  readonly ofMember: ReturnType<typeof createMemberActions>;
  readonly ofPicture: ReturnType<typeof createPictureActions>;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly repair: Pick<Repair, 'hurry'>;
}

/** What moderators see and do about a picture. Whoever comes here was looked at already. */
export function createRecordCommand({
  findSubject,
  showRecord,
  ofMember,
  ofPicture,
  keeper,
  repair,
}: RecordCommandParts) {
  const tell = async (answer: RecordAnswer, { actor, reply }: Asker, subject?: string) =>
    void (await reply.show(renderRecordAnswer(answer, actor.place.language, subject), true));

  async function done(action: Exclude<RecordAction, 'open' | 'delete' | 'sure'>, subject: Subject, actor: Actor) {
    if (isSuspension(action)) {
      const { blockReason } = textsFor(actor.place.publicLanguage).record;
      return ofMember.suspend(subject, actor.ownerId, action, blockReason(subject.jobId));
    }
    switch (action) {
      case 'lift':
        return ofMember.lift(subject, actor.ownerId);
      case 'spoiler':
        return ofPicture.cover(subject, actor.ownerId);
      case 'dismiss':
        return ofPicture.dismiss(subject, actor.ownerId);
    }
  }

  /** Removing takes as long as others take to answer. */
  async function remove(subject: Subject, asker: Asker): Promise<void> {
    await asker.reply.defer(true);
    await tell(await ofPicture.remove(subject, asker.actor.ownerId), asker);
    keeper.hurry();
  }

  const click: ModeratorClick = async (id, interaction) => {
    const { actor, reply } = interaction;
    const { language } = actor.place;
    const action = recordActions.find((each) => each === id.action);
    if (!action) return void (await reply.show(renderNotice({ kind: 'unknown-button' }, language), true));
    const found = await findSubject(id.subject, actor.scope);
    if (found.kind !== 'found') return tell(found, interaction);
    const { subject } = found;
    switch (action) {
      case 'open':
        return showRecord(subject, interaction);
      case 'delete':
        return void (await reply.show(renderConfirmRemoval(id.subject, language), true));
      case 'sure':
        return remove(subject, interaction);
      default:
        await tell(await done(action, subject, actor), interaction, id.subject);
        keeper.hurry();
        if (action === 'spoiler') repair.hurry();
    }
  };

  /** From the menu of a message. */
  const open: Handler = async (interaction) => {
    const { payload, actor } = interaction;
    const id = subjectInMessage(targetOf(payload), actor.applicationId);
    if (id === undefined) return tell({ kind: 'not-ours' }, interaction);
    const found = await findSubject(id, actor.scope);
    await (found.kind === 'found' ? showRecord(found.subject, interaction) : tell(found, interaction));
  };

  return { click, open };
}
