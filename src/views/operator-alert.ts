import type { Stage, Trouble } from '../core/incident.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { ProviderName } from '../core/provider.ts';
import type { AlertTexts } from '../i18n/alert-texts.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, relativeTime, textBody } from './message-body.ts';
import { type Named, storedCommand } from './option-names.ts';

/** Operations by their stored names, as commands that the reader can type. */
type Listed = (operations: readonly string[]) => string;

const names: Readonly<Record<ProviderName, string>> = { freepik: 'Freepik', apiframe: 'APIFRAME' };

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
      return texts.providerPaused[trouble.reason](names[trouble.provider]);
    case 'switched-off':
      return texts.switchedOff(retiredOf(trouble, texts, listed), names[trouble.provider]);
    case 'outside-plan':
      return texts.outsidePlan(retiredOf(trouble, texts, listed), names[trouble.provider]);
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
      return texts.providerResumed(names[trouble.provider]);
    case 'switched-off':
      return texts.switchedOn(retiredOf(trouble, texts, listed), names[trouble.provider]);
    case 'outside-plan':
      return texts.insidePlan(retiredOf(trouble, texts, listed), names[trouble.provider]);
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
