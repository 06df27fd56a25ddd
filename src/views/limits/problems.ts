import { unreachable } from '../../core/json.ts';
import type { LimitProblem } from '../../core/limits/changes.ts';
import { type Rule, ruleFields } from '../../core/limits/rules.ts';
import { resolutionChoices } from '../../core/picture.ts';
import { textsFor } from '../../i18n/index.ts';
import { inert, memberMention } from '../markup.ts';
import { exactTime, type MessageBody, textBody } from '../message-body.ts';
import { fitting } from '../page.ts';
import { itemLine, pauseLines } from './answers.ts';
import { channelMention, titleOf, type Wording } from './items.ts';

const TYPED_SHOWN = 60;
const TEXT_LIMIT = 3000;

/** Why nothing was changed, and what to do instead. */
export const renderLimitProblem = (problem: LimitProblem, commands: readonly string[], wording: Wording): MessageBody =>
  textBody(problemText(problem, commands, wording));

function problemText(about: LimitProblem, commands: readonly string[], wording: Wording): string {
  const { language, typed, mention } = wording;
  const { limitDesk, refusals, words } = textsFor(language);
  const { problems } = limitDesk;
  switch (about.problem) {
    case 'several-whoms':
      return problems.severalWhoms;
    case 'no-fields': {
      const options = ruleFields.map((name) => wording.option('set', name)).join(', ');
      return problems.noFields(options, typed('set', { role: limitDesk.table.exampleRole, daily: 20 }));
    }
    case 'no-jobs-at-once':
      return problems.noJobsAtOnce(typed('set', { allowed: 'False' }));
    case 'bot':
      return problems.bot;
    case 'category':
      return problems.category;
    case 'block-self':
      return problems.blockSelf;
    case 'no-such-entry':
      return problems.noSuchEntry(typed('log'));
    case 'unreadable-entry':
      return problems.unreadableEntry;
    case 'undone-already':
      return problems.undoneAlready(typed('log'));
    case 'as-before':
      return problems.asBefore;
    case 'words-full':
      return words.full;
    case 'manage-server-only':
      return problems.manageServerOnly;
    case 'bad-until':
      return problems.badUntil(inert(about.typed, TYPED_SHOWN));
    case 'unknown-command':
      return problems.unknownCommand(inert(about.typed, TYPED_SHOWN), refusals.anyOf(commands.map(mention)));
    case 'unknown-resolution': {
      const known = resolutionChoices.map(({ name }) => name[language]);
      return problems.unknownResolution(inert(about.typed, TYPED_SHOWN), refusals.anyOf(known));
    }
    case 'past-until':
      return problems.pastUntil(exactTime(about.until));
    case 'out-of-range':
      return problems.outOfRange(wording.option(about.subcommand, about.option), about.minimum, about.maximum);
    case 'reason-too-long':
      return problems.reasonTooLong(about.length, about.limit);
    case 'cannot-write':
      return problems.cannotWrite(channelMention(about.channelId));
    case 'no-such-rule': {
      const title = titleOf({ kind: 'rule', key: about.key }, wording);
      return `${problems.noSuchRule(title)}\n${thereText(about.there, wording)}`;
    }
    case 'not-blocked':
      return problems.notBlocked(memberMention(about.memberId));
    case 'not-paused':
      return [
        problems.notPaused(about.command === undefined ? undefined : mention(about.command)),
        ...pauseLines(about, wording),
      ].join('\n');
    default:
      return unreachable(about);
  }
}

function thereText(rules: readonly Rule[], wording: Wording): string {
  const { problems } = textsFor(wording.language).limitDesk;
  if (rules.length === 0) return problems.thereIsNone(wording.typed('set', { daily: 20 }));
  const { kept, left } = fitting(
    rules.map((rule) => itemLine({ kind: 'rule', rule }, wording)),
    TEXT_LIMIT,
  );
  return problems.there([...kept, ...(left > 0 ? ['…', wording.typed('show')] : [])].join('\n'));
}
