import type { PrivacyState } from '../../core/privacy.ts';
import type { Log } from '../logging/create-log.ts';
import type { Held, Outcome, Work } from './contract.ts';
import { type ExportProgress, exportProgressSchema } from './export-progress.ts';
import type { MakePart } from './make-part.ts';
import type { PartSent, SendPart } from './send-part.ts';
import type { TellPerson } from './tell-person.ts';

interface ExportParts {
  readonly log: Log;
  readonly makePart: MakePart;
  readonly send: SendPart;
  readonly tell: TellPerson;
}

type Change = Partial<ExportProgress>;

const SMALLEST_LIMIT = 512_000;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 300_000;
/** Some hours. */
const MOST_TRIES = 60;

/** Hands out everything that is kept of a person, message by message. */
export function createExportPerson({ log, makePart, send, tell }: ExportParts): Work {
  function afterSending(request: Held, progress: ExportProgress, sent: PartSent): Change {
    const { limit, way, tries, sending, parts } = progress;
    switch (sent) {
      case 'sent':
        return {
          ...{ parts: parts + 1, sending: undefined, tries: 0 },
          ...(sending && { cursor: sending.cursor }),
          ...(sending?.isLast && { end: 'sent' as const }),
        };
      case 'closed':
        if (way === 'direct' && send.mayAnswer(request)) return { way: 'token', sending: undefined };
        return { end: 'closed' };
      case 'too-large':
        return limit / 2 < SMALLEST_LIMIT ? { end: 'failed' } : { limit: Math.floor(limit / 2), sending: undefined };
      case 'later':
        return tries >= MOST_TRIES ? { end: 'failed' } : { tries: tries + 1 };
      case 'rejected':
        return { end: 'failed' };
    }
  }

  function stateOf({ end, way, parts, unsent }: ExportProgress): PrivacyState {
    if (end === 'closed') return { kind: 'export-closed' };
    if (end === 'failed') return { kind: 'export-failed' };
    return { kind: way === 'direct' ? 'export-sent' : 'export-here', parts, unsent };
  }

  const later = (tries: number): Outcome => ({
    kind: 'later',
    afterMs: Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 20), LONGEST_RETRY_MS),
  });

  return async (request) => {
    let progress = exportProgressSchema.parse(request.progress);
    const change = async (more: Change): Promise<void> => {
      progress = { ...progress, ...more };
      await request.save(progress);
    };

    /** What was on its way when a process ended, or could not be told from that. */
    async function recover(): Promise<void> {
      const wasSent = progress.way === 'direct' && (await send.wasSent(request, progress.parts + 1));
      await change(wasSent ? afterSending(request, progress, 'sent') : { sending: undefined });
    }

    async function sendNext(): Promise<PartSent | 'not-made'> {
      const made = await makePart(request, progress).catch((error: unknown) => {
        log.warn({ err: error, request: request.id }, 'part of an export not put together yet');
        return undefined;
      });
      if (!made) return 'not-made';
      const { part, cursor, missing, unsent } = made;
      await change({ sending: { cursor, isLast: part.isLast }, missing: [...missing], unsent });
      return send.send(request, part, progress.way);
    }

    if (progress.sending) await recover();
    while (!progress.end) {
      if (request.isTimeUp()) return { kind: 'later', afterMs: 0 };
      const sent = await sendNext();
      await change(afterSending(request, progress, sent === 'not-made' ? 'later' : sent));
      if ((sent === 'later' || sent === 'not-made') && !progress.end) return later(progress.tries);
    }
    await tell(request, stateOf(progress));
    return { kind: 'done', ownerId: request.ownerId };
  };
}
