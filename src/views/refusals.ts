import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import type { OptionValues, Refusal } from '../core/refusal.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, textBody } from './message-body.ts';
import { choiceName, optionMention } from './option-names.ts';
import { retiredText } from './switched-off.ts';

type Options = readonly OperationOption[];
const SHOWN_VALUES = 12;
const MARGINS = ['left', 'right', 'top', 'bottom'];

/** With the operation's options, they and their choices are named in the member's language. */
export const renderRefusal = (refusal: Refusal, language: Language, options: Options = []): MessageBody =>
  textBody(refusalText(refusal, language, options));

export function refusalText(refusal: Refusal, language: Language, options: Options = []): string {
  const texts = textsFor(language).refusals;
  const mention = (name: string) => optionMention(name, options, language);
  const quote = (value: string) => texts.quoted(inert(value, 60));
  const anyValue = ({ option, values }: OptionValues) => {
    const shape = options.find(({ name }) => name === option);
    const shown = values.slice(0, SHOWN_VALUES).map((value) => texts.quoted(choiceName(shape, value, language)));
    const rest = values.length - shown.length;
    return texts.anyOf(rest > 0 ? [...shown, texts.more(rest)] : shown);
  };

  switch (refusal.code) {
    case 'blank':
      return texts.blank(mention(refusal.option));
    case 'too-long':
      return texts.tooLong(mention(refusal.option), refusal.limit, refusal.actual);
    case 'missing':
      return texts.missing(mention(refusal.option));
    case 'bad-choice': {
      const { option, value, allowed } = refusal;
      return texts.badChoice(mention(option), quote(value), anyValue({ option, values: allowed }));
    }
    case 'out-of-range':
      return texts.outOfRange(mention(refusal.option), refusal.minimum, refusal.maximum);
    case 'bad-value':
      return texts.badValue(mention(refusal.option));
    case 'bad-colors':
      return colorText(refusal.problem, quote(refusal.value));
    case 'needs':
      return texts.needs(mention(refusal.option), texts.anyOf(refusal.needs.map(mention)));
    case 'conflict':
      return texts.conflict(mention(refusal.option), mention(refusal.other));
    case 'only-with':
      return texts.onlyWith(mention(refusal.option), mention(refusal.only.option), anyValue(refusal.only));
    case 'not-with':
      return texts.notWith(mention(refusal.option), mention(refusal.other.option), anyValue(refusal.other));
    case 'switched-off':
      return refusal.left
        ? retiredText(refusal.what, refusal.left, language, options)
        : texts.switchedOff(quote(refusal.what));
    case 'not-a-picture':
      return texts.notAPicture(mention(refusal.option));
    case 'picture-too-large':
      return texts.tooLarge(mention(refusal.option), refusal.limitMegabytes);
    case 'picture-too-many-pixels':
      return texts.tooManyPixels(mention(refusal.option), refusal.limitMegapixels);
    case 'picture-unreadable':
      return texts.unreadable(mention(refusal.option));
    case 'picture-unreachable':
      return texts.unreachable(mention(refusal.option));
    case 'no-picture':
      return texts.noPicture(mention(refusal.option), mention(refusal.other));
    case 'too-many-pictures':
      return texts.tooManyPictures(refusal.limit);
    case 'picture-too-small':
      return texts.tooSmall(mention(refusal.option), refusal.minimum);
    case 'picture-too-long':
      return texts.tooLongShape(mention(refusal.option), refusal.longest);
    case 'picture-not-found':
      return texts.pictureNotFound(mention(refusal.option));
    case 'picture-expired':
      return textsFor(language).operator.expired.picked(mention(refusal.option));
    case 'link-not-allowed':
      return texts.linkNotAllowed(mention(refusal.option), code(refusal.host, 60));
    case 'no-address':
      return `${texts.noAddress} ${textsFor(language).doctor.noAddress}`;
    case 'nothing-to-add':
      return texts.nothingToAdd(texts.anyOf(MARGINS.map(mention)), mention('shape'));
    case 'side-too-large': {
      const { option, side, limit, nearest } = refusal;
      return texts.sideTooLarge(mention(option), mention(side), limit, nearest && quote(nearest));
    }
    case 'result-too-large': {
      const { option, limit, unit, nearest } = refusal;
      return texts.resultTooLarge(mention(option), limit, unit, nearest && quote(nearest));
    }
    case 'bad-shape': {
      const { option, value, example, between } = refusal;
      const range = between && ([code(between[0], 40), code(between[1], 40)] as const);
      return texts.badShape(mention(option), quote(value), code(example, 40), range);
    }
    case 'bad-emphasis':
      return texts.badEmphasis(mention(refusal.option), quote(refusal.value));
    default:
      return unreachable(refusal);
  }

  function colorText(problem: 'count' | 'color' | 'weight', value: string): string {
    const option = mention('colors');
    switch (problem) {
      case 'count':
        return texts.colorCount(option);
      case 'color':
        return texts.color(option, value);
      case 'weight':
        return texts.colorWeight(option, value);
      default:
        return unreachable(problem);
    }
  }
}
