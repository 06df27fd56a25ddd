import { PING_ID } from '../../core/custom-id.ts';
import { parsePingWish } from '../../core/ping-wish.ts';
import type { PingWishes } from '../../services/delivery/ping-wishes.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../actor.ts';
import type { InteractionPayload } from '../interaction-payload.ts';
import type { Reply } from '../reply.ts';

type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;

interface ChoosePingParts {
  readonly wishes: Pick<PingWishes, 'set'>;
  /** Shows the wish where it was chosen. */
  readonly showAgain: Handler;
}

/** Whoever uses the menu says it of themselves. Undefined for other ids. */
export function createChoosePing({ wishes, showAgain }: ChoosePingParts) {
  return (customId: string): Handler | undefined => {
    if (customId !== PING_ID) return undefined;
    return async (payload, actor, reply) => {
      const wish = parsePingWish(payload.data?.values?.[0]);
      if (!wish) return void (await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true));
      await wishes.set(actor.ownerId, wish);
      await showAgain(payload, actor, reply);
    };
  };
}
