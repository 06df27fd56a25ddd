import { ComponentType } from 'discord-api-types/v10';
import type { Stage, Trouble } from '../core/incident.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { BudgetNotice } from '../core/limits/budget.ts';
import { providerTitles } from '../core/provider.ts';
import type { Texts } from '../i18n/en.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textBody, textDisplay } from './message-body.ts';
import { type Named, storedCommand } from './option-names.ts';
import { setupButtons } from './settings.ts';

type AlertTexts = Texts['operator']['alerts'];

/** Operations by their stored names, as commands that the reader can type. */
type Listed = (operations: readonly string[]) => string;

const TOO_LARGE = 413;

/** What whoever runs the bot is told of trouble, and of its end. */
export function renderAlert(
  trouble: Trouble,
  stage: Stage,
  commands: readonly Named[],
  language: Language,
): MessageBody {
  const texts = textsFor(language).operator.alerts;
  const listed: Listed = (names) =>
    names.map((name) => `/${inert(storedCommand(name, commands, language), 32)}`).join(', ');
  return textBody(stage === 'began' ? began(trouble, texts, listed) : over(trouble, texts, listed));
}

function began(trouble: Trouble, texts: AlertTexts, listed: Listed): string {
  switch (trouble.kind) {
    case 'provider-paused':
      return texts.providerPaused[trouble.reason](providerTitles[trouble.provider]);
    case 'switched-off':
      return texts.switchedOff(retiredOf(trouble, texts, listed), providerTitles[trouble.provider]);
    case 'outside-plan':
      return texts.outsidePlan(retiredOf(trouble, texts, listed), providerTitles[trouble.provider]);
    case 'spool-nearly-full':
      return texts.spoolNearlyFull(trouble.usedMegabytes, trouble.limitMegabytes);
    case 'spool-full':
      return texts.spoolFull(trouble.limitMegabytes);
    case 'disk-nearly-full':
      return texts.diskNearlyFull(trouble.freeMegabytes);
    case 'file-store-away':
      return texts.fileStoreAway(trouble.waiting, relativeTime(trouble.since));
    case 'host-not-allowed':
      return texts.hostNotAllowed(
        code(trouble.host, 120),
        trouble.variable,
        trouble.waiting,
        listed(trouble.operations),
      );
    case 'file-refused':
      return texts.fileRefused(trouble.status, trouble.status === TOO_LARGE ? trouble.megabytes : undefined);
    case 'database':
      return texts.databaseAway;
    default:
      return unreachable(trouble);
  }
}

function over(trouble: Trouble, texts: AlertTexts, listed: Listed): string {
  switch (trouble.kind) {
    case 'provider-paused':
      return texts.providerResumed(providerTitles[trouble.provider]);
    case 'switched-off':
      return texts.switchedOn(retiredOf(trouble, texts, listed), providerTitles[trouble.provider]);
    case 'outside-plan':
      return texts.insidePlan(retiredOf(trouble, texts, listed), providerTitles[trouble.provider]);
    case 'spool-nearly-full':
      return texts.spoolHasRoom;
    case 'spool-full':
      return texts.spoolTakesAgain;
    case 'disk-nearly-full':
      return texts.diskHasRoom;
    case 'file-store-away':
      return texts.fileStoreBack;
    case 'host-not-allowed':
      return texts.hostAllowed(code(trouble.host, 120));
    case 'file-refused':
      return texts.fileTaken(trouble.megabytes);
    case 'database':
      return texts.databaseBack;
    default:
      return unreachable(trouble);
  }
}

function retiredOf(
  { model, path, operations }: Trouble & { kind: 'switched-off' | 'outside-plan' },
  texts: AlertTexts,
  listed: Listed,
): string {
  if (model !== undefined) return texts.model(code(model, 60));
  return texts.endpoint(code(path, 120), listed(operations));
}

const WARNING_ACCENT = 0xf0b232;
const OVER = 0xda373c;

/** To the moderators: how much of the month's budget is spent, and what stopped by itself. */
export function renderBudgetNotice(notice: BudgetNotice, commands: readonly Named[], language: Language): MessageBody {
  const { percent, resetsAt, paused } = notice;
  const texts = textsFor(language).limits;
  const isOver = percent >= 100;
  const lines = [
    texts.budgetNotice({ ...notice, resets: relativeTime(resetsAt) }),
    ...(paused.length > 0
      ? [texts.budgetPauses(paused.map((name) => `**/${inert(storedCommand(name, commands, language), 40)}**`))]
      : []),
    isOver ? texts.budgetOver : texts.budgetNext,
  ];
  const components = [textDisplay(lines.join('\n'))];
  return messageBody([{ type: ComponentType.Container, accent_color: isOver ? OVER : WARNING_ACCENT, components }]);
}

interface Defaults {
  readonly dailyCredits: number;
  readonly concurrentJobs: number;
}

/** What a server is told that has just added the bot. */
export function renderWelcome({ dailyCredits, concurrentJobs }: Defaults, language: Language): MessageBody {
  const text = textsFor(language).operator.welcome(dailyCredits, concurrentJobs);
  return messageBody([textDisplay(text), ...setupButtons(language)]);
}
