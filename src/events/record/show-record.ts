import { isGone, type Subject } from '../../services/cases/find-subject.ts';
import type { MessageFile } from '../../services/delivery/discord-api.ts';
import { attachmentUrl } from '../../services/delivery/picture-files.ts';
import { isPromptCut } from '../../views/full-prompt.ts';
import { renderRecordAnswer } from '../../views/record-answers.ts';
import { renderRecord } from '../../views/record-page.ts';
import type { Actor } from '../actor.ts';
import type { Reply } from '../reply.ts';
import { createReadRecord, type ReadRecordParts } from './read-record.ts';

export type ShowRecord = (subject: Subject, actor: Actor, reply: Reply) => Promise<void>;

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

  return async (subject, actor, reply) => {
    const { body, files } = await bodyOf(subject, actor);
    await reply.show(body, true, files);
  };
}

const promptFile = (prompt: string): MessageFile => ({
  name: PROMPT_FILE,
  blob: new Blob([prompt], { type: 'text/plain; charset=utf-8' }),
});
