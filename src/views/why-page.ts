import { ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { LimitOverview } from '../core/limit-overview.ts';
import type { Ruling, Source } from '../core/limits/decide.ts';
import { textsFor } from '../i18n/index.ts';
import { sizeName } from './limit-denials.ts';
import { besideLines, stopLines } from './limit-lines.ts';
import { code } from './markup.ts';
import { exactTime, type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { commandInTitle, type Named, storedCommand } from './option-names.ts';
import { block } from './quota-page.ts';

const ACCENT = 0x5865f2;
const SEPARATOR = ' · ';
const MOST_BEATEN = 4;
const BLOCK_LIMIT = 1700;

/** Which rule decides each field for a member, which others it beat, and what is used. */
export function renderWhy(overview: LimitOverview, commands: readonly Named[], language: Language): MessageBody {
  const texts = textsFor(language).quota;
  const { memberId, command, decision } = overview;
  const { daily, monthly, concurrent, cooldown, resolution, allowed } = decision;
  const line = <Value>(
    field: keyof typeof texts.fields,
    { value, ...ruling }: Ruling<Value>,
    say: (value: Value) => string,
  ) => {
    if (value === undefined || ruling.by === undefined) return [];
    const others = ruling.beaten.slice(0, MOST_BEATEN).map((source) => sourceText(source, commands, language));
    const decided = texts.decided(texts.fields[field], say(value), sourceText(ruling.by, commands, language));
    return [[decided, ...(others.length > 0 ? [texts.beaten(others)] : [])].join('\n')];
  };
  const next = overview.nextAt === undefined ? [] : [texts.next(relativeTime(overview.nextAt))];
  const rules = [
    ...line('daily', daily, (most) => texts.used(overview.spentToday, texts.credits(most))),
    ...line('monthly', monthly, (most) => texts.used(overview.spentThisMonth, texts.credits(most))),
    ...line('concurrent', concurrent, (most) => texts.used(overview.running, texts.jobs(most))),
    ...line('cooldown', cooldown, (seconds) => [texts.seconds(seconds), ...next].join(SEPARATOR)),
    ...line('resolution', resolution, sizeName),
    ...line('allowed', allowed, (isAllowed) => (isAllowed ? texts.isAllowed : texts.isNotAllowed)),
  ];
  const member = `<@${memberId}>`;
  const title = command ? texts.titleOfCommand(member, commandInTitle(command, language)) : texts.titleOf(member);
  const components = [
    block(
      [title, ...stopLines(overview, language), texts.left(overview.left), ...besideLines(overview, language)],
      language,
      BLOCK_LIMIT,
    ),
    ...(rules.length > 0 ? [block(rules, language, BLOCK_LIMIT)] : []),
    textDisplay(`-# ${texts.whyHint}`),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function sourceText(source: Source, commands: readonly Named[], language: Language): string {
  const texts = textsFor(language).quota;
  if (source === 'operator') return texts.operator;
  const { whom, until } = source;
  const command =
    source.command === undefined
      ? texts.allCommands
      : code(`/${storedCommand(source.command, commands, language)}`, 40);
  const rule = whom.kind === 'everyone' ? texts.everyone(command) : texts.whom(whomText(whom), command);
  return until === undefined ? rule : `${rule} ${texts.until(exactTime(until))}`;
}

function whomText({ kind, id }: { readonly kind: 'role' | 'member' | 'channel'; readonly id: string }): string {
  switch (kind) {
    case 'role':
      return `<@&${id}>`;
    case 'member':
      return `<@${id}>`;
    case 'channel':
      return `<#${id}>`;
  }
}
