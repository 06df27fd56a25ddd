import type { Clock } from '../../core/clock.ts';
import type { PrivacyState } from '../../core/privacy.ts';
import type { DiscordApi } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import type { Log } from '../log.ts';
import type { PrivacyRequest } from '../store/contract.ts';
import type { PrivacyWords } from './requests.ts';

interface TellParts {
  readonly api: Pick<DiscordApi, 'editOriginal' | 'openDirectChannel' | 'createMessage'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly words: Pick<PrivacyWords, 'state'>;
}

/** How it ended: in the answer while that can be changed, else by direct message. */
export type TellPerson = (request: PrivacyRequest, state: PrivacyState) => Promise<void>;

/** Discord takes 25 characters. */
const nonceOf = ({ id }: PrivacyRequest): string => `T${id.slice(2)}`;

export function createTellPerson({ api, clock, log, words }: TellParts): TellPerson {
  return async (request, state) => {
    const { applicationId, token, tokenExpiresAt, ownerId, language } = request;
    const body = { ...words.state(state, language), attachments: [] };
    const attempt = (way: string, tell: () => Promise<unknown>): Promise<boolean> =>
      tell().then(
        () => true,
        (error: unknown) => {
          // the next answer to the command says the same
          log.info(
            { request: request.id, way, trouble: troubleOf(error) },
            'end of a privacy request not told this way',
          );
          return false;
        },
      );
    const isLive = token !== undefined && clock.now() < tokenExpiresAt;
    if (isLive && (await attempt('token', () => api.editOriginal({ applicationId, token }, body, [])))) return;
    await attempt('direct', async () =>
      api.createMessage(await api.openDirectChannel(ownerId), nonceOf(request), body, []),
    );
  };
}
