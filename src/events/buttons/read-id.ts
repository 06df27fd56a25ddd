import { type CustomId, parseCustomId } from '../../core/custom-id.ts';
import { isChooseId, parseStepId, type Step } from '../../core/step-id.ts';
import type { InteractionPayload } from '../interaction-payload.ts';

/** What was pressed, sent or chosen; undefined for what no version of ours ever showed. */
export function readId({
  data,
}: Pick<InteractionPayload, 'data'>): { readonly id: CustomId; readonly step: Step | undefined } | undefined {
  const text = data?.custom_id ?? '';
  const button = parseCustomId(isChooseId(text) ? (data?.values?.[0] ?? '') : text);
  if (button) return { id: button, step: undefined };
  const second = parseStepId(text);
  return second && { id: second, step: second.step };
}
