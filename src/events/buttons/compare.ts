import { asInput, type JobResult, mayShow } from '../../core/card.ts';
import type { Catalog, Operation } from '../../core/operation.ts';
import { mainPictureOf, mimeTypes, PictureError } from '../../core/picture.ts';
import { attachmentUrl } from '../../services/delivery/attachments.ts';
import { FileStoreError } from '../../services/files/contract.ts';
import type { CompareCopies } from '../../services/pictures/copies.ts';
import { renderComparison } from '../../views/menus.ts';
import type { EditConsent } from '../orders/consent.ts';
import { type Click, type ClickHandler, chosenPicture, lackOf, say } from './click.ts';

interface CompareParts {
  readonly consent: Pick<EditConsent, 'resultOf'>;
  readonly compare: CompareCopies;
  readonly catalog: Pick<Catalog, 'known'>;
}

/** What went in and what came out, side by side, for whoever asked. */
export function createCompare({ consent, compare, catalog }: CompareParts): ClickHandler {
  async function drawn(click: Click, chosen: JobResult, made: Operation): Promise<void> {
    const { actor, reply, post } = click;
    const before = mainPictureOf(made, chosen.job.input);
    if (!before) return say(click, { kind: 'nothing-before' });
    const { bytes, type } = await compare(before, asInput(chosen));
    const name = `darkroom-${chosen.job.id.toLowerCase()}-compared.${type}`;
    const isSpoiler = post.isSpoiler || chosen.picture.nsfw === true;
    const body = renderComparison(made.title, attachmentUrl(name), isSpoiler, actor.place.language);
    await reply.show(body, true, [{ name, blob: new Blob([bytes], { type: mimeTypes[type] }) }]);
  }

  /** Why not: the picture before may be its owner's alone, or flagged although the one after it is not. */
  async function reasonAgainst({ actor }: Click, { job, picture }: JobResult, made: Operation) {
    const before = mainPictureOf(made, job.input);
    const source = before && (await consent.resultOf(job, before, actor));
    if (source && !source.isSeen && job.ownerId !== actor.ownerId)
      return { kind: 'only-owner-compares', ownerId: job.ownerId } as const;
    const isShown = mayShow(actor, picture) && (!source?.picture || mayShow(actor, source.picture));
    return isShown ? undefined : ({ kind: 'hidden-here' } as const);
  }

  return async function compareResult(click) {
    const chosen = chosenPicture(click);
    const made = catalog.known(click.job.operation);
    const lack = lackOf(click);
    if (lack || !chosen) return say(click, lack ?? { kind: 'job-missing' });
    if (!made) return say(click, { kind: 'unknown-command' });
    const against = await reasonAgainst(click, chosen, made);
    if (against) return say(click, against);
    try {
      await drawn(click, chosen, made);
    } catch (error) {
      if (error instanceof FileStoreError) return say(click, { kind: 'fetch-later' });
      if (!(error instanceof PictureError)) throw error;
      await say(click, { kind: error.problem === 'expired' ? 'expired' : 'job-missing' });
    }
  };
}
