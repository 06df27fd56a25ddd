import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { CardState } from '../core/card.ts';
import { type CustomId, formatStepId } from '../core/custom-ids.ts';
import type { FailureCode } from '../core/failure.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import type { CommandName, Denial, OptionValues, Refusal, SwitchedOff } from '../core/refusal.ts';
import type { ConsentRefusal } from '../core/settings.ts';
import { RULE_LIMIT } from '../core/words/rules.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { limitDenialText } from './limits/quota.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';
import { choiceName, commandNamed, optionMention } from './option-names.ts';

type Options = readonly OperationOption[];

/** What the provider no longer takes, that the bot tries it again, and what to use until then. */
function switchedOffText({ command, choice, instead }: SwitchedOff, language: Language, options: Options) {
  const texts = textsFor(language).denials;
  const mentionCommand = (name: CommandName) => commandNamed(name, language);
  const commands = instead.length > 0 ? texts.anyOf(instead.map(mentionCommand)) : undefined;
  if (!choice) return texts.switchedOff(mentionCommand(command), undefined, commands);
  const { value, left } = choice;
  const what = texts.choiceOf(nameOf(value, left, language, options), mentionCommand(command));
  return texts.switchedOff(what, choicesText(left, language, options), commands);
}

/** The same of a choice that is turned down before the command is looked at. */
function retiredText(value: string, left: OptionValues, language: Language, options: Options): string {
  const { denials, refusals } = textsFor(language);
  const what = refusals.quoted(nameOf(value, left, language, options));
  return denials.switchedOff(what, choicesText(left, language, options), undefined);
}

function choicesText(left: OptionValues, language: Language, options: Options): string | undefined {
  const { anyOf, quoted } = textsFor(language).refusals;
  const names = left.values.map((value) => quoted(nameOf(value, left, language, options)));
  return names.length > 0 ? anyOf(names) : undefined;
}

const nameOf = (value: string, { option }: OptionValues, language: Language, options: Options): string =>
  choiceName(
    options.find(({ name }) => name === option),
    value,
    language,
  );

const SHOWN_VALUES = 12;
const MARGINS = ['left', 'right', 'top', 'bottom'];

/** With the operation's options, they and their choices are named in the member's language. */
export const renderRefusal = (refusal: Refusal, language: Language, options: Options = []): MessageBody =>
  textBody(refusalText(refusal, language, options));

export function refusalText(refusal: Refusal, language: Language, options: Options = []): string {
  const texts = textsFor(language).refusals;
  const mentionOption = (name: string) => optionMention(name, options, language);
  const quote = (value: string) => texts.quoted(inert(value, 60));
  const anyValue = ({ option, values }: OptionValues) => {
    const shape = options.find(({ name }) => name === option);
    const shown = values.slice(0, SHOWN_VALUES).map((value) => texts.quoted(choiceName(shape, value, language)));
    const rest = values.length - shown.length;
    return texts.anyOf(rest > 0 ? [...shown, texts.more(rest)] : shown);
  };

  switch (refusal.code) {
    case 'blank':
      return texts.blank(mentionOption(refusal.option));
    case 'too-long':
      return texts.tooLong(mentionOption(refusal.option), refusal.limit, refusal.actual);
    case 'missing':
      return texts.missing(mentionOption(refusal.option));
    case 'bad-choice': {
      const { option, value, allowed } = refusal;
      return texts.badChoice(mentionOption(option), quote(value), anyValue({ option, values: allowed }));
    }
    case 'out-of-range':
      return texts.outOfRange(mentionOption(refusal.option), refusal.minimum, refusal.maximum);
    case 'bad-value':
      return texts.badValue(mentionOption(refusal.option));
    case 'bad-colors':
      return colorText(refusal.problem, quote(refusal.value));
    case 'no-such-option': {
      const { option, left } = refusal;
      return texts.noSuchOption(mentionOption(option), texts.anyOf(left.map(mentionOption)));
    }
    case 'needs':
      return texts.needs(mentionOption(refusal.option), texts.anyOf(refusal.needs.map(mentionOption)));
    case 'conflict':
      return texts.conflict(mentionOption(refusal.option), mentionOption(refusal.other));
    case 'only-with':
      return texts.onlyWith(mentionOption(refusal.option), mentionOption(refusal.only.option), anyValue(refusal.only));
    case 'not-with':
      return texts.notWith(mentionOption(refusal.option), mentionOption(refusal.other.option), anyValue(refusal.other));
    case 'switched-off':
      return refusal.left
        ? retiredText(refusal.what, refusal.left, language, options)
        : texts.switchedOff(quote(refusal.what));
    case 'not-a-picture':
      return texts.notAPicture(mentionOption(refusal.option));
    case 'picture-too-large':
      return texts.tooLarge(mentionOption(refusal.option), refusal.limitMegabytes);
    case 'picture-too-many-pixels':
      return texts.tooManyPixels(mentionOption(refusal.option), refusal.limitMegapixels);
    case 'picture-unreadable':
      return texts.unreadable(mentionOption(refusal.option));
    case 'picture-unreachable':
      return texts.unreachable(mentionOption(refusal.option));
    case 'no-picture':
      return texts.noPicture(mentionOption(refusal.option), mentionOption(refusal.other));
    case 'too-many-pictures':
      return texts.tooManyPictures(refusal.limit);
    case 'picture-too-small':
      return texts.tooSmall(mentionOption(refusal.option), refusal.minimum);
    case 'picture-too-long':
      return texts.tooLongShape(mentionOption(refusal.option), refusal.longest);
    case 'picture-not-found':
      return texts.pictureNotFound(mentionOption(refusal.option));
    case 'picture-expired':
      return textsFor(language).operator.expired.picked(mentionOption(refusal.option));
    case 'link-not-allowed':
      return texts.linkNotAllowed(mentionOption(refusal.option), code(refusal.host, 60));
    case 'no-address':
      return `${texts.noAddress} ${textsFor(language).doctor.noAddress}`;
    case 'nothing-to-add':
      return texts.nothingToAdd(texts.anyOf(MARGINS.map(mentionOption)), mentionOption('shape'));
    case 'side-too-large': {
      const { option, side, limit, nearest } = refusal;
      return texts.sideTooLarge(mentionOption(option), mentionOption(side), limit, nearest && quote(nearest));
    }
    case 'result-too-large': {
      const { option, limit, unit, nearest } = refusal;
      return texts.resultTooLarge(mentionOption(option), limit, unit, nearest && quote(nearest));
    }
    case 'bad-shape': {
      const { option, value, example, between } = refusal;
      const range = between && ([code(between[0], 40), code(between[1], 40)] as const);
      return texts.badShape(mentionOption(option), quote(value), code(example, 40), range);
    }
    case 'bad-emphasis':
      return texts.badEmphasis(mentionOption(refusal.option), quote(refusal.value));
    default:
      return unreachable(refusal);
  }

  function colorText(problem: 'count' | 'color' | 'weight', value: string): string {
    const option = mentionOption('colors');
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

/** With the operation's options, their choices are named in the member's language. */
export const renderDenial = (denial: Denial, language: Language, options: Options = []): MessageBody =>
  textBody(denialText(denial, language, options));

function denialText(denial: Denial, language: Language, options: Options = []): string {
  const texts = textsFor(language).denials;
  switch (denial.code) {
    case 'daily-credits':
    case 'monthly-credits':
    case 'concurrent':
    case 'cooldown':
    case 'blocked':
    case 'paused':
    case 'not-allowed':
    case 'resolution':
    case 'pool':
      return limitDenialText(denial, language);
    case 'provider-paused':
      return texts.providerPaused[denial.reason];
    case 'switched-off':
      return switchedOffText(denial, language, options);
    case 'word-rule':
      return texts.wordRule(`||${inert(denial.word, RULE_LIMIT)}||`);
    case 'spool-full':
      return texts.spoolFull;
    case 'results-held':
      return texts.resultsHeld;
    case 'store-unavailable':
      return texts.storeUnavailable;
    default:
      return unreachable(denial);
  }
}

/** What happened, what became of the credits, and what to do now. */
export function failureText(code: FailureCode, givenBack: number, language: Language, refused?: string): string {
  const { card, failures } = textsFor(language);
  const { happened, next } = failures[code];
  if (refused) return `${refused} ${card.givenBack(givenBack)}`;
  return `**${happened}** ${card.givenBack(givenBack)} ${next}`;
}

/** Said to whoever asked, and to nobody else. */
export const renderConsentRefusal = (why: ConsentRefusal, language: Language): MessageBody =>
  textBody(textsFor(language).consent.refusals[why]);

/** What went into a picture is its owner's alone; the finished picture can be gone on with. */
export function renderHandedIn(id: CustomId, ownerId: string, mayStart: boolean, language: Language): MessageBody {
  const { handedIn, startFromResult } = textsFor(language).consent;
  const text = handedIn(`<@${ownerId}>`, mayStart);
  if (!mayStart) return textBody(text);
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: startFromResult,
    custom_id: formatStepId({ ...id, step: 'result' }),
  };
  return messageBody([textDisplay(text), ...rows([button])]);
}

/** Whose picture from elsewhere it was made from, with the way there. */
export function creditLine({ credit, isPrivate }: Pick<CardState, 'credit' | 'isPrivate'>, language: Language) {
  if (!credit) return [];
  const about = { author: `<@${credit.authorId}>`, link: credit.link, isHidden: isPrivate };
  return [`-# ↳ ${textsFor(language).consent.credit(about)}`];
}
