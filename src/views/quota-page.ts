import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { QuotaException, QuotaPage } from '../core/limit-overview.ts';
import { textsFor } from '../i18n/index.ts';
import { mention, sizeName } from './limit-denials.ts';
import { stopLines, useLines } from './limit-lines.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';
import { fitting } from './page-lines.ts';

const ACCENT = 0xf0b232;
/** Of the 4,000 characters of a message. */
const BLOCK_LIMIT = 1200;

/** What a member has left here, and what pictures cost. */
export function renderQuota({ overview, exceptions, prices }: QuotaPage, language: Language): MessageBody {
  const texts = textsFor(language).quota;
  const own = exceptions.map((each) => texts.exception(mention(each.command, language), exceptionOf(each, language)));
  const priceList = prices.map(({ command, cheapest, dearest }) =>
    texts.price(mention(command, language), cheapest, dearest),
  );
  const components: APIComponentInContainer[] = [
    block([texts.title, ...stopLines(overview, language), ...useLines(overview, language)], language),
    ...(own.length > 0 ? [block([texts.exceptionsTitle, ...own], language)] : []),
    ...(priceList.length > 0 ? [block([texts.pricesTitle, priceList.join(' · ')], language)] : []),
    textDisplay(`-# ${texts.hint}`),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** As many lines as fit, and how many did not. */
export function block(lines: readonly string[], language: Language, limit = BLOCK_LIMIT): APIComponentInContainer {
  const { kept, left } = fitting(lines, limit);
  return textDisplay([...kept, ...(left > 0 ? [textsFor(language).quota.untold(left)] : [])].join('\n'));
}

function exceptionOf({ decision, left }: QuotaException, language: Language): string[] {
  const texts = textsFor(language).quota;
  const { allowed, resolution, concurrent, cooldown } = decision;
  if (allowed.value === false) return [texts.notAllowedHere];
  return [
    texts.leftOf(left),
    ...(concurrent.value === undefined ? [] : [texts.atOnce(concurrent.value)]),
    ...(resolution.value === undefined ? [] : [texts.upTo(sizeName(resolution.value))]),
    ...(cooldown.value ? [texts.apart(cooldown.value)] : []),
  ];
}
