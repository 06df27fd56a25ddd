import type { ChainPage } from '../core/chain.ts';
import type { Language } from '../core/language.ts';
import { rows } from './card-buttons.ts';
import { chainButton, madeOf, stripGallery } from './chain-parts.ts';
import type { MessageBody } from './message-body.ts';

const MOST_COMPONENTS = 40;
const STRIP = 1;
/** A row and its two. */
const BUTTONS = 3;

/** A card with the chain of its picture below it, as far as there is room. */
export function withChain(
  body: MessageBody,
  { jobId, n, strip, steps }: Pick<ChainPage, 'jobId' | 'n' | 'strip' | 'steps'>,
  language: Language,
): MessageBody {
  const room = MOST_COMPONENTS - countComponents(body.components);
  const picture = { subject: jobId, n };
  const buttons = rows([chainButton('chain', picture, language), chainButton('redo', picture, language)]);
  return {
    ...body,
    components: [
      ...body.components,
      ...(strip && room >= STRIP + BUTTONS ? [stripGallery(strip, madeOf(steps), language)] : []),
      ...(room >= BUTTONS ? buttons : []),
    ],
  };
}

function countComponents(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each: unknown) => sum + countComponents(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const inner = 'components' in value ? countComponents(value.components) : 0;
  return 1 + inner + ('accessory' in value ? countComponents(value.accessory) : 0);
}
