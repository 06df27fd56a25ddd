import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../core/clock.ts';
import { storedMimeTypes } from '../../core/picture-type.ts';
import type { DiscordApi, MessageFile } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import { createZip } from '../files/zip.ts';
import type { Log } from '../logging/create-log.ts';
import type { PrivacyRequest } from '../store/privacy-contract.ts';
import type { LoadedFile } from './collect.ts';
import type { PrivacyWords } from './contract.ts';

export interface Part {
  readonly number: number;
  readonly isLast: boolean;
  readonly files: readonly LoadedFile[];
}

/** By direct message, or into the answer where that is closed. */
export type PartWay = 'direct' | 'token';
export type PartSent = 'sent' | 'closed' | 'too-large' | 'rejected' | 'later';

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

export type SendPart = ReturnType<typeof createSendPart>;

async function* oneChunk(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
