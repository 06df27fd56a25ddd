import { asInput, cardOf, mayShow, retired } from '../../core/card.ts';
import type { PictureId } from '../../core/custom-ids.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Catalog, Quotes } from '../../core/operation.ts';
import type { PictureInput } from '../../core/picture.ts';
import type { ParentOf } from '../../services/delivery/card.ts';
import { renderPictureMenu } from '../../views/menus.ts';
import { originIn } from '../orders/message-menus.ts';
import type { InteractionPayload } from '../shared/payload.ts';
import { type Clicked, chosenPicture, lackOf, say } from './click.ts';

interface PictureMenuParts {
  readonly catalog: Pick<Catalog, 'shown'>;
  readonly quotes: Pick<Quotes, 'of'>;
  readonly parentOf: ParentOf;
}

/** Of several pictures the one that was chosen, with all that can be done with it. */
export function createShowPictureMenu({ catalog, quotes, parentOf }: PictureMenuParts) {
  return async function showPictureMenu(clicked: Clicked & { readonly id: PictureId }): Promise<void> {
    const { id, actor, reply, post, jobs, payload } = clicked;
    const chosen = chosenPicture(clicked);
    const lack = lackOf(clicked);
    if (lack || !chosen) return say(clicked, lack ?? { kind: 'job-missing' });
    if (!mayShow(actor, chosen.picture)) return say(clicked, { kind: 'hidden-here' });
    const { job, picture } = chosen;
    const card = cardOf({
      post: { ...post, place: actor.place },
      jobs,
      operation: catalog.shown(job.operation) ?? retired(job.operation),
      quotes: { of: (followUps, made) => quotes.of(followUps, { ...made, picture: asInput(chosen) }) },
      parent: await parentOf(job),
      media: (each, index) =>
        each === job && index === chosen.index ? (originOf(payload, asInput(chosen)) ?? picture.link) : undefined,
      ahead: undefined,
      left: undefined,
      progress: undefined,
      expectedAt: undefined,
    });
    if (!card) return say(clicked, { kind: 'job-missing' });
    await reply.show(renderPictureMenu(card, id.n, actor.place.language), true);
  };
}

/** Where Discord has the picture of the message that was clicked: attached to it, or small in its picture's own menu. */
export function originOf(
  { message }: Pick<InteractionPayload, 'message'>,
  picture: PictureInput & { readonly kind: 'result' },
): string | undefined {
  return message && (originIn(message, picture) ?? thumbnailIn(message.components, picture));
}

function thumbnailIn(
  component: unknown,
  picture: { readonly jobId: string; readonly index: number },
): string | undefined {
  const name = new RegExp(`/(?:SPOILER_)?darkroom-${picture.jobId.toLowerCase()}-${picture.index + 1}\\.`);
  const inside = Array.isArray(component) ? component : isJsonObject(component) ? Object.values(component) : [];
  const url = isJsonObject(component) && isJsonObject(component['media']) ? component['media']['url'] : undefined;
  if (typeof url === 'string' && name.test(URL.parse(url)?.pathname ?? '')) return url;
  for (const each of inside) {
    const found = thumbnailIn(each, picture);
    if (found !== undefined) return found;
  }
  return undefined;
}
