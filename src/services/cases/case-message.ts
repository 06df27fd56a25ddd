import type { Case, CaseState } from '../../core/case.ts';
import type { Language } from '../../core/language.ts';
import type { DiscordApi, MessageBody, MessageFile, SentMessage } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import { messageNonce } from '../delivery/message-nonce.ts';
import { createReadCase, type ReadCaseParts } from './read-case.ts';

export interface CaseMessageParts extends ReadCaseParts {
  readonly api: DiscordApi;
  readonly render: (state: CaseState, language: Language) => MessageBody;
}

/** The one message of a case in the log channel. */
export function createCaseMessage({ api, render, ...parts }: CaseMessageParts) {
  const read = createReadCase(parts);

  async function compose(known: Case, language: Language) {
    const { state, files } = await read(known);
    return { body: { ...render(state, language), attachments: files.map(named) }, files };
  }

  /** One that was sent before we could write it down is ours, and no second one is made. */
  async function earlier(channelId: string, { id, applicationId }: Case): Promise<SentMessage | undefined> {
    try {
      const messages = await api.recentMessages(channelId);
      return messages.find(
        ({ author, components }) =>
          author?.id === applicationId && JSON.stringify(components ?? '').includes(`:${id}:`),
      );
    } catch (error) {
      // without the right to read back, Discord's own look at the nonce must do
      if (troubleOf(error) !== 'no-access') throw error;
      return undefined;
    }
  }

  return {
    /** `isOld`: it was there already, and says what it said then. */
    async post(known: Case, channelId: string, language: Language) {
      const found = await earlier(channelId, known);
      if (found) return { messageId: found.id, isOld: true };
      const { body, files } = await compose(known, language);
      const { id } = await api.createMessage(channelId, messageNonce(known.id), body, files);
      return { messageId: id, isOld: false };
    },
    async edit(known: Case, at: NonNullable<Case['message']>, language: Language): Promise<void> {
      const { body, files } = await compose(known, language);
      await api.editMessage(at, body, files);
    },
  };
}

const named = ({ name }: MessageFile, id: number) => ({ id, filename: name });
