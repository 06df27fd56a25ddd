import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../core/clock.ts';
import { storedMimeTypes } from '../../core/picture.ts';
import type { PrivacyState } from '../../core/privacy.ts';
import type { DiscordApi, MessageFile } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import { oneChunk } from '../files/disk.ts';
import { createZip } from '../files/zip.ts';
import type { Log } from '../log.ts';
import type { PrivacyRequest } from '../store/contract.ts';
import { type ExportProgress, exportProgressSchema, type MakePart, type Part } from './export-parts.ts';
import type { Held, Outcome, PrivacyWords, Work } from './requests.ts';
import type { TellPerson } from './tell-person.ts';

/** By direct message, or into the answer where that is closed. */
type PartWay = 'direct' | 'token';
type PartSent = 'sent' | 'closed' | 'too-large' | 'rejected' | 'later';

interface SendParts {
  readonly api: Pick<DiscordApi, 'openDirectChannel' | 'createMessage' | 'followUp' | 'recentMessages'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly words: Pick<PrivacyWords, 'part'>;
}

const nameOf = ({ id }: PrivacyRequest, number: number): string => `darkroom-${id.toLowerCase()}-${number}.zip`;
/** Discord takes 25 characters. */
const nonceOf = ({ id }: PrivacyRequest, number: number): string => `X${number}${id.slice(6)}`;

export function createSendPart({ api, clock, log, words }: SendParts) {
  async function fileOf(request: PrivacyRequest, { number, files }: Part): Promise<MessageFile> {
    const zip = createZip(
      files.map(({ name, modifiedAt, content }) => ({
        ...{ name, modifiedAt, bytes: content.byteLength },
        open: async () => oneChunk(content),
      })),
    );
    return {
      name: nameOf(request, number),
      blob: new Blob([await buffer(zip.stream)], { type: storedMimeTypes.zip }),
    };
  }

  async function post(request: PrivacyRequest, part: Part, way: PartWay): Promise<void> {
    const file = await fileOf(request, part);
    const { applicationId, token = '', ownerId, language } = request;
    const { number, isLast } = part;
    const said = words.part({ part: number, isLast, name: file.name, isPrivate: way === 'token' }, language);
    const body = { ...said, attachments: [{ id: 0, filename: file.name }] };
    if (way === 'token') return void (await api.followUp({ applicationId, token }, body, [file]));
    await api.createMessage(await api.openDirectChannel(ownerId), nonceOf(request, number), body, [file]);
  }

  return {
    mayAnswer: ({ token, tokenExpiresAt }: PrivacyRequest): boolean =>
      token !== undefined && clock.now() < tokenExpiresAt,

    async send(request: PrivacyRequest, part: Part, way: PartWay): Promise<PartSent> {
      try {
        await post(request, part, way);
        return 'sent';
      } catch (error) {
        const trouble = troubleOf(error);
        log.warn({ err: error, request: request.id, way, trouble }, 'part of an export not sent');
        if (trouble === 'no-access' || trouble === 'token-gone') return 'closed';
        return trouble === 'too-large' || trouble === 'later' ? trouble : 'rejected';
      }
    },

    /** After a crash: whether it arrived although that was not written down. */
    async wasSent(request: PrivacyRequest, number: number): Promise<boolean> {
      const channelId = await api.openDirectChannel(request.ownerId);
      const messages = await api.recentMessages(channelId);
      const name = nameOf(request, number);
      return messages.some(({ attachments }) => attachments.some(({ filename }) => filename === name));
    },
  };
}

type SendPart = ReturnType<typeof createSendPart>;

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
