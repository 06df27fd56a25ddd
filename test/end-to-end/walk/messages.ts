import type { StoredMessage } from '../../../sandbox/discord/messages.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { isErased, type Job } from '../../../src/core/job.ts';
import { textsFor } from '../../../src/i18n/index.ts';
import { isTokenOnly } from '../../../src/services/delivery/reach.ts';
import { textOf } from '../bench.ts';
import { isLoading } from './presses.ts';
import type { Entry, Record } from './record.ts';
import type { Stroll } from './stroll.ts';

/** A picture that no message shows at the moment. */
export interface Hidden {
  readonly ownerId: string;
  readonly jobId: string;
  /** A link of ours to it, or the name of its file. */
  readonly marks: readonly string[];
}

const words = (['en', 'vi'] as const).flatMap((language) => {
  const { card } = textsFor(language);
  return [card.working, card.queued(undefined)];
});
const saysWorking = (message: StoredMessage) => words.some((word) => textOf(message).includes(word));

const fileOf = ({ id }: Job, index: number) => `darkroom-${id.toLowerCase()}-${index + 1}.`;
const holds = ({ attachments }: StoredMessage, file: string) =>
  attachments.some(({ filename }) => filename.replace(/^SPOILER_/, '').startsWith(file));

/** Each picture is in one message and no other, and no message waits for what is over. */
export function lookAtMessages(
  { clock, messages, isAbandoned }: Pick<Stroll, 'messages' | 'isAbandoned'> & { readonly clock: Pick<Clock, 'now'> },
  { entries }: Record,
) {
  const complaints: string[] = [];
  const hidden: Hidden[] = [];
  const there = messages();
  const own = new Set(entries.flatMap(({ post }) => [post.messageId, post.copy?.messageId]));
  /** What a member asked to be shown once more is no delivery. */
  const deliveries = there.filter(({ id, ephemeralFor }) => ephemeralFor === undefined || own.has(id));

  function lookAtPicture({ post }: Entry, job: Job, index: number): void {
    const file = fileOf(job, index);
    const shown = deliveries.filter((message) => holds(message, file));
    const about = `${file} of post ${post.id}`;
    // a message that only its owner's press could reach again stands beside what came another way meanwhile
    const most = isTokenOnly(post) ? new Set(shown.map(({ channelId }) => channelId)).size : 1;
    if (shown.length > most) complaints.push(`shown ${shown.length} times: ${about}`);
    if (shown.length > 0) return;
    const link = job.results[index]?.link;
    hidden.push({ ownerId: post.ownerId, jobId: job.id, marks: [file, ...(link ? [link] : [])] });
    const standing = there.find(({ id }) => id === post.messageId);
    if (isTokenOnly(post)) return;
    if (standing) complaints.push(`its message stands without it: ${about}`);
    else if (post.shown.length === 0) complaints.push(`its message is gone and it came no other way: ${about}`);
  }

  function lookAtEntry(entry: Entry): void {
    const { post, jobs } = entry;
    for (const job of jobs) {
      if (isErased(job) || job.phase !== 'done') continue;
      for (const index of job.results.keys()) lookAtPicture(entry, job, index);
    }
    const standing = there.find(({ id }) => id === post.messageId);
    const isOutOfReach = isTokenOnly(post) && clock.now() >= post.tokenExpiresAt;
    if (!standing || isOutOfReach) return;
    if (saysWorking(standing)) complaints.push(`left working: ${post.id} ${jobs.map(({ phase }) => phase).join(' ')}`);
    if (jobs.every(isErased)) complaints.push(`erased but there: ${post.id}`);
  }

  for (const entry of entries) lookAtEntry(entry);
  for (const message of there) {
    if (isLoading(message) && !isAbandoned(message.id))
      complaints.push(`left thinking: ${message.id} ${JSON.stringify(message.interaction)}`);
    if (message.ephemeralFor === undefined && !own.has(message.id) && saysWorking(message))
      complaints.push(`working for nobody: ${message.id} ${textOf(message).slice(0, 300)}`);
  }
  return { complaints, hidden };
}
