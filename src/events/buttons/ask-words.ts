import type { FollowUpInput } from '../../core/follow-up.ts';
import { FORM_FILES, FORM_PROMPT, renderPromptForm, renderRewordForm } from '../../views/result-forms.ts';
import { formFields, formFiles } from '../form-fields.ts';
import { attachmentPicture } from '../raw-input.ts';
import type { Click, Deed } from './click.ts';
import type { Start, Way } from './start.ts';

/** A form first, then the order: what was written in it counts with the picture of the click. */
export const createAskWords = ({ waysOf, start }: Start): Deed =>
  async function askWords(click) {
    const ways = await waysOf(click);
    const [way] = ways;
    if (!way) return;
    if (click.step === 'form') return void (await start(click, ways, { added: answersIn(click, way) }));
    const { id, actor, reply, job } = click;
    const { language } = actor.place;
    const step = { ...id, step: 'form' } as const;
    const prompt = job.input['prompt'];
    const form =
      id.action === 'prompt'
        ? renderPromptForm(
            step,
            way.target,
            { prompt: typeof prompt === 'string' ? prompt : undefined, isFromResult: way.isFromResult === true },
            language,
          )
        : renderRewordForm(step, language);
    await reply.ask(form);
  };

/** Pictures that came with the words go where the operation takes more than one. */
function answersIn({ payload }: Click, { followUp, target }: Way): FollowUpInput {
  const prompt = formFields(payload)[FORM_PROMPT];
  const further = followUp.from === 'picture' ? (target.main?.options.slice(1) ?? []) : [];
  const files = formFiles(payload, FORM_FILES).map(attachmentPicture);
  const pictures = further.flatMap((option, place) => (files[place] ? [[option, files[place]] as const] : []));
  return { ...(prompt === undefined ? {} : { prompt }), ...Object.fromEntries(pictures) };
}
