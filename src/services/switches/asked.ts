import type { ProviderRequest } from '../../core/provider.ts';
import type { Session } from '../store/contract.ts';
import type { SwitchKey, SwitchRow } from '../store/switches-contract.ts';

export type Asked = Pick<ProviderRequest, 'provider' | 'path' | 'body'>;

/** What a request needs to be on: its endpoint, and the model that it names. */
export function keyOf({ provider, path, body }: Asked): SwitchKey {
  const { model } = body;
  return { provider, path, model: typeof model === 'string' ? model : undefined };
}

/** What of it is off for this post, by the rows themselves. */
export async function switchedOff(
  session: Pick<Session, 'switches'>,
  asked: Asked,
  postId?: string,
): Promise<SwitchRow | undefined> {
  const rows = await session.switches.of(keyOf(asked));
  return rows.find(
    ({ offSince, trialPostId }) => offSince !== null && (trialPostId === null || trialPostId !== postId),
  );
}
