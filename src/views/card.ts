import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import type { CardBatch, CardState, CardStatus, CardSteps, FinishedPicture } from '../core/card.ts';
import type { FailureCode } from '../core/failure.ts';
import { type Json, type JsonObject, sum, unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import { pictureInputSchema, resultIn } from '../core/picture.ts';
import { textsFor } from '../i18n/index.ts';
import { actionButtons, pressLine, resultRows, rows } from './buttons.ts';
import { cardLinks, gallery } from './gallery.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textBody, textDisplay } from './message-body.ts';
import { optionWords } from './option-names.ts';
import { fitting } from './page.ts';
import { creditLine, failureText, refusalText } from './refusals.ts';

const SHOWN_REASONS = 3;
const LOST_LIMIT = 1000;

/** Lines on what is missing from the pictures that are there, and why. */
function outcomeLines(state: CardState, language: Language): readonly string[] {
  const { card, operator } = textsFor(language);
  const { pictures, failures, cancelled = 0, status, batch, steps } = state;
  const lines: string[] = [];
  if (status.kind === 'finished' && !steps && failures.length + cancelled > 0) lines.push(partialText(state, language));
  if (steps) lines.push(stepsText(steps, state, language));
  if (batch) lines.push(...lostFiles(batch, state, language));
  const missing = pictures.filter(({ file }) => file === undefined);
  const expired = missing.filter(({ isExpired }) => isExpired).length;
  const hidden = missing.filter(({ isHidden }) => isHidden).length;
  if (hidden > 0) lines.push(card.hidden(hidden));
  const isLost = ({ isHidden, isExpired, isLinkPending }: FinishedPicture) => !isHidden && !isExpired && !isLinkPending;
  const lost = missing.filter(isLost).length;
  if (lost > 0) lines.push(card.notKept(lost));
  if (expired > 0) lines.push(operator.expired.shown(expired));
  if (pictures.some(({ isHidden, isLinkPending }) => !isHidden && isLinkPending)) lines.push(card.linkPending);
  if (pictures.some(({ file, link, isKeptHere }) => file !== undefined && link === undefined && isKeptHere))
    lines.push(card.keptHere);
  return lines;
}

function stepsText({ current, total, price, stopped }: CardSteps, state: CardState, language: Language): string {
  const { card, failures } = textsFor(language);
  if (!stopped) return card.step(current, total, price);
  const { reason, refusal } = stopped;
  const why = refusal
    ? refusalText(refusal, language, state.operation.options)
    : failures[reason ?? 'internal'].happened;
  return card.stopped(current, total, reason === undefined ? card.stoppedByCancel : why);
}

/** Of each file that is lost, why. */
function lostFiles({ lost }: CardBatch, { operation }: CardState, language: Language): readonly string[] {
  const { card, failures } = textsFor(language);
  const alike = Map.groupBy(lost, ({ name, reason, refusal }) =>
    refusal && 'option' in refusal
      ? refusalText({ ...refusal, option: name }, language, operation.options)
      : failures[reason].happened,
  );
  const groups = [...alike].map(([happened, files]) => {
    const [{ refusal } = {}] = files;
    const names = files.map(({ name }) => inert(name, 40)).join(', ');
    const line = refusal && 'option' in refusal ? happened : card.lostFile(names, happened);
    return { line, files: files.length };
  });
  const { kept } = fitting(
    groups.map(({ line }) => line),
    LOST_LIMIT,
  );
  const left = sum(groups.slice(kept.length).map(({ files }) => files));
  return left > 0 ? [...kept, card.lostFiles(left)] : kept;
}

function partialText({ pictures, failures, cancelled = 0 }: CardState, language: Language): string {
  const texts = textsFor(language);
  const ready = new Set(pictures.map(({ jobId }) => jobId)).size;
  const counts = new Map<FailureCode, number>();
  for (const code of failures) counts.set(code, (counts.get(code) ?? 0) + 1);
  const reasons = [...counts];
  const told = reasons
    .slice(0, SHOWN_REASONS)
    .map(([code, count]) => texts.card.lost(count, texts.failures[code].because));
  const untold = reasons.slice(SHOWN_REASONS).reduce((sum, [, count]) => sum + count, 0);
  if (untold > 0) told.push(texts.card.lostOtherwise(untold));
  if (cancelled > 0) told.push(texts.card.lostByCancel(cancelled));
  return `${[texts.card.partial(ready, ready + failures.length + cancelled), ...told].join('; ')}.`;
}

/** Whose picture it was made from, with the way there. */
function parentLine({ parent }: Pick<CardState, 'parent'>, language: Language): readonly string[] {
  if (!parent) return [];
  return [`-# ↳ ${textsFor(language).results.parent({ ...parent, owner: `<@${parent.ownerId}>` })}`];
}

const LINE_LIMIT = 700;
const VALUE_LIMIT = 60;
const SEPARATOR = ' · ';

interface Settings {
  readonly operation: Pick<CardState['operation'], 'options' | 'main'>;
  readonly input: JsonObject;
  readonly usual?: JsonObject;
  readonly parent?: CardState['parent'];
}

/** What it was made with besides the prompt, in the order of the command's options; empty where there is nothing to tell. */
export function settingsLine({ operation, input, usual = {}, parent }: Settings, language: Language): string {
  const whole = { ...usual, ...input };
  let line = '';
  for (const option of operation.options) {
    const part = isSaid(option, { operation, input, parent }) ? undefined : settingOf(option, whole, language);
    if (part === undefined) continue;
    if (line.length + SEPARATOR.length + part.length > LINE_LIMIT) return `${line}${SEPARATOR}…`;
    line += line === '' ? part : SEPARATOR + part;
  }
  return line;
}

/** That it works on a picture goes without saying where it cannot do without; of which one the card tells above. */
function isSaid({ name }: OperationOption, { operation, input, parent }: Settings): boolean {
  const { options: [main] = [], isNeeded = false } = operation.main ?? {};
  const picture = name === main ? pictureInputSchema.safeParse(input[name]).data : undefined;
  const isShrunk = picture?.kind === 'stored' && picture.shrunkFrom !== undefined;
  return picture !== undefined && !isShrunk && (isNeeded || (parent !== undefined && resultIn(picture) !== undefined));
}

/** What these are is seen by what they say. */
const SAY_ENOUGH = ['model', 'mode', 'aspect', 'resolution', 'shape', 'background'];

function settingOf(option: OperationOption, input: JsonObject, language: Language): string | undefined {
  const value = input[option.name];
  if (value === undefined || value === null || option.name === 'prompt') return undefined;
  const { card } = textsFor(language);
  const name = optionWords(option, language);
  if (option.kind === 'picture') {
    const picture = pictureInputSchema.safeParse(value).data;
    if (picture?.kind !== 'stored' || !picture.shrunkFrom) return card.withPicture(name);
    return card.shrunk(name, picture.shrunkFrom, picture);
  }
  // on, where nothing else could be meant
  if (value === true) return name;
  const shown = shownValue(option, value, language);
  return SAY_ENOUGH.includes(option.name) ? shown : card.setting(name, shown);
}

function shownValue(option: OperationOption, value: Json, language: Language): string {
  const { card } = textsFor(language);
  if (typeof value === 'boolean') return card.flag(value);
  // as Discord takes it when it is typed again
  if (typeof value === 'number') return option.name === 'seed' ? code(String(value), VALUE_LIMIT) : String(value);
  if (typeof value === 'string') return inert(shortChoice(option, value, language), VALUE_LIMIT);
  return inert(JSON.stringify(value), VALUE_LIMIT);
}

/** Without its explanation: of `Zen: smooth, clean and simple` the first word. */
function shortChoice({ choices = [] }: OperationOption, value: string, language: Language): string {
  const [name = value] = choices.find((each) => each.value === value)?.name[language].split(': ') ?? [];
  return name;
}

const CELLS = 12;

/** Lines on where the card stands; none for a finished one that speaks for itself. */
function statusLines(state: CardState, language: Language): readonly string[] {
  const { card } = textsFor(language);
  const { status, price, charged, mayGet } = state;
  const givenBack = price - charged;
  switch (status.kind) {
    case 'queued':
      return [card.queued(status.ahead), ...heldLines(status.held, language), ...(mayGet ? [card.mayGet] : [])];
    case 'working':
      return [...workingLines(status, language), ...(mayGet ? [card.mayGet] : [])];
    case 'finished':
      return status.isLate ? [card.late] : [];
    case 'failed':
      return [failureText(status.reason, givenBack, language, refusedText(state, status, language))];
    case 'cancelled':
      return [card.cancelled(givenBack)];
    case 'restarted':
      return [card.restarted(givenBack)];
    default:
      return unreachable(status);
  }
}

function heldLines(held: number | 'paused' | undefined, language: Language): readonly string[] {
  const { card } = textsFor(language);
  if (held === undefined) return [];
  return [held === 'paused' ? card.paused : card.rests(relativeTime(held))];
}

function refusedText(
  { operation }: CardState,
  { refusal }: Extract<CardStatus, { kind: 'failed' }>,
  language: Language,
) {
  return refusal && refusalText(refusal, language, operation.options);
}

function workingLines(status: Extract<CardStatus, { kind: 'working' }>, language: Language): readonly string[] {
  const { card } = textsFor(language);
  const { ready, total, progress, expectedAt, isHeld } = status;
  if (isHeld) return [card.held, ...(total > 1 ? [card.ready(ready, total)] : [])];
  const words = [
    card.working,
    ...(total > 1 ? [card.ready(ready, total)] : []),
    ...(expectedAt === undefined ? [] : [card.expected(relativeTime(expectedAt))]),
  ].join(SEPARATOR);
  if (progress === undefined || Number.isNaN(progress)) return [words];
  const share = Math.min(1, Math.max(0, progress));
  return [`${bar(share)} ${card.percent(share)}`, words];
}

/** Full only when done: 99 % leaves a cell empty. */
function bar(share: number): string {
  const full = Math.floor(share * CELLS);
  return '▰'.repeat(full) + '▱'.repeat(CELLS - full);
}

const PROMPT_LIMIT = 500;

const accents = {
  queued: 0x80848e,
  working: 0x5865f2,
  finished: 0x23a55a,
  failed: 0xf23f43,
  cancelled: 0x80848e,
  restarted: 0xf0b232,
} as const satisfies Record<CardStatus['kind'], number>;

/** What waits for a person looks like what needs one. */
function accentOf(status: CardStatus): number {
  const waitsForAPerson =
    (status.kind === 'working' && status.isHeld) || (status.kind === 'queued' && status.held === 'paused');
  return waitsForAPerson ? accents.restarted : accents[status.kind];
}

/** The one message of a post, whatever its state. */
export function renderCard(state: CardState, language: Language): MessageBody {
  const links = cardLinks(state, language);
  const pictures = gallery(state, language);
  const components: APIComponentInContainer[] = [
    textDisplay(heading(state, language)),
    ...texts([...statusLines(state, language), ...outcomeLines(state, language)]),
    ...(pictures ? [pictures] : []),
    ...zipFile(state),
    ...texts([zipLink(state, language)]),
    textDisplay(footer(state, links.text, language)),
    ...rows(links.buttons),
    ...rows(actionButtons(state, language)),
    ...resultRows(state, language),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: accentOf(state.status), components }]);
}

const isAttached = (url: string): boolean => url.startsWith('attachment://');

function zipFile({ batch, pictures }: CardState): APIComponentInContainer[] {
  if (!batch?.zip || !isAttached(batch.zip)) return [];
  const spoiler = pictures.some(({ file }) => file?.isSpoiler);
  return [{ type: ComponentType.File, file: { url: batch.zip }, ...(spoiler && { spoiler }) }];
}

const zipLink = ({ batch }: CardState, language: Language): string =>
  batch?.zip && !isAttached(batch.zip) ? `[${textsFor(language).card.zip}](<${batch.zip}>)` : '';

const texts = (lines: readonly string[]) => {
  const content = lines.filter((line) => line !== '').join('\n');
  return content === '' ? [] : [textDisplay(content)];
};

function heading(state: CardState, language: Language): string {
  const { operation, ownerId, input } = state;
  const about = [...parentLine(state, language), ...creditLine(state, language)];
  const title = [`**${inert(operation.title[language], 60)}** · <@${ownerId}>`, ...about].join('\n');
  const prompt = typeof input['prompt'] === 'string' ? inert(input['prompt'], PROMPT_LIMIT) : '';
  return prompt === '' ? title : `${title}\n> ${prompt}`;
}

function footer(state: CardState, links: string, language: Language): string {
  const { price, charged, left, jobId, isCopy, steps } = state;
  const { card } = textsFor(language);
  const settings = settingsLine(state, language);
  // of steps their own line tells it, unless not all of them are paid
  const isPriced = !isCopy && (!steps || steps.stopped !== undefined);
  const money = [...(isPriced ? [card.price(price, charged)] : []), ...(left === undefined ? [] : [card.left(left)])];
  const about = [...money, card.job(code(jobId, 40))].join(SEPARATOR);
  const lines = [settings === '' ? '' : `-# ${settings}`, `-# ${about}`, links, pressLine(state, language)];
  return lines.filter((line) => line !== '').join('\n');
}

/** The short message that calls the owner of a long job; whom it notifies is said where it is sent. */
export const renderEnd = (ownerId: string, hasPictures: boolean, language: Language): MessageBody =>
  textBody(textsFor(language).card.ended(`<@${ownerId}>`, hasPictures));
