import type { Action } from '../core/custom-id.ts';
import type { FailureCode } from '../core/failure.ts';
import type { PictureSize } from '../core/picture-input.ts';
import type { BatchTexts } from './batch-texts.ts';
import type { ChainTexts } from './chain-texts.ts';
import type { ConsentTexts } from './consent-texts.ts';
import type { DoctorTexts } from './doctor-texts.ts';
import type { LimitDeskTexts } from './limit-desk-texts.ts';
import type { LimitTexts } from './limit-texts.ts';
import type { MenuTexts } from './menu-texts.ts';
import type { OperatorTexts } from './operator-texts.ts';
import type { PageTexts } from './page-texts.ts';
import type { PingTexts } from './ping-texts.ts';
import type { PrivacyTexts } from './privacy-texts.ts';
import type { QuotaTexts } from './quota-texts.ts';
import type { RecordTexts } from './record-texts.ts';
import type { ResultTexts } from './result-texts.ts';
import type { SettingsTexts } from './settings-texts.ts';
import type { StatsTexts } from './stats-texts.ts';
import type { WordTexts } from './word-texts.ts';

/** Values that come from outside are made harmless before they get here; option names come as mentions. */
export interface Texts {
  readonly card: CardTexts;
  readonly buttons: Readonly<Record<Action, string>>;
  readonly failures: Readonly<Record<FailureCode, FailureText>>;
  readonly refusals: RefusalTexts;
  readonly denials: DenialTexts;
  readonly notices: NoticeTexts;
  readonly pages: PageTexts;
  readonly ping: PingTexts;
  readonly menus: MenuTexts;
  readonly results: ResultTexts;
  readonly chain: ChainTexts;
  readonly batch: BatchTexts;
  readonly doctor: DoctorTexts;
  readonly stats: StatsTexts;
  readonly words: WordTexts;
  readonly limitDesk: LimitDeskTexts;
  readonly settings: SettingsTexts;
  readonly consent: ConsentTexts;
  readonly record: RecordTexts;
  readonly limits: LimitTexts;
  readonly quota: QuotaTexts;
  readonly operator: OperatorTexts;
  readonly privacy: PrivacyTexts;
}

export interface FailureText {
  /** Whole sentence. */
  readonly happened: string;
  /** Ends a sentence that begins with "because". */
  readonly because: string;
  /** Whole sentence: what the member does now. */
  readonly next: string;
}

export interface CardTexts {
  /** `ahead` is undefined while nobody has counted. */
  queued(ahead: number | undefined): string;
  /** In line while the provider's account needs a person. */
  readonly paused: string;
  /** In line while a firewall turns us away. */
  rests(until: string): string;
  readonly working: string;
  ready(ready: number, total: number): string;
  percent(share: number): string;
  expected(timestamp: string): string;
  /** It is finished, and a person has to let the bot fetch it. */
  readonly held: string;
  readonly late: string;
  /** On a message that will not change by itself any more. */
  readonly mayGet: string;
  /** Calls the owner of a long job. */
  ended(mention: string, hasPictures: boolean): string;
  cancelled(credits: number): string;
  restarted(credits: number): string;
  givenBack(credits: number): string;
  partial(ready: number, total: number): string;
  lost(count: number, because: string): string;
  lostOtherwise(count: number): string;
  lostByCancel(count: number): string;
  /** One file of a batch, and what happened, as a whole sentence. */
  lostFile(name: string, happened: string): string;
  /** Files beyond those that were named. */
  lostFiles(count: number): string;
  /** One after the other, and what all of them cost. */
  step(current: number, total: number, credits: number): string;
  stopped(current: number, total: number, why: string): string;
  readonly stoppedByCancel: string;
  /** On a link to all originals as one file. */
  readonly zip: string;
  hidden(count: number): string;
  readonly linkPending: string;
  readonly keptHere: string;
  openFullSize(size: string | undefined): string;
  openFullSizeOf(n: number, size: string | undefined): string;
  withPicture(option: string): string;
  /** The picture was larger than the provider takes. */
  shrunk(option: string, from: PictureSize, to: PictureSize): string;
  setting(option: string, value: string): string;
  number(value: number): string;
  flag(isOn: boolean): string;
  price(price: number, charged: number): string;
  left(credits: number): string;
  job(id: string): string;
}

export interface RefusalTexts {
  anyOf(items: readonly string[]): string;
  quoted(value: string): string;
  /** How an option is named: as it is typed, and as this language shows it. */
  option(name: string, localName: string | undefined): string;
  more(count: number): string;
  blank(option: string): string;
  tooLong(option: string, limit: number, actual: number): string;
  missing(option: string): string;
  badChoice(option: string, value: string, allowed: string): string;
  outOfRange(option: string, minimum: number, maximum: number | undefined): string;
  badValue(option: string): string;
  colorCount(option: string): string;
  color(option: string, value: string): string;
  colorWeight(option: string, value: string): string;
  needs(option: string, needs: string): string;
  conflict(option: string, other: string): string;
  onlyWith(option: string, other: string, values: string): string;
  notWith(option: string, other: string, values: string): string;
  switchedOff(what: string): string;
  notAPicture(option: string): string;
  tooLarge(option: string, megabytes: number): string;
  tooManyPixels(option: string, megapixels: number): string;
  unreadable(option: string): string;
  unreachable(option: string): string;
  /** What the operator can do about it follows. */
  readonly noAddress: string;
  noPicture(option: string, other: string): string;
  tooManyPictures(limit: number): string;
  tooSmall(option: string, pixels: number): string;
  tooLongShape(option: string, longest: number): string;
  pictureNotFound(option: string): string;
  linkNotAllowed(option: string, host: string): string;
  nothingToAdd(margins: string, shape: string): string;
  sideTooLarge(option: string, side: string, limit: number, nearest: string | undefined): string;
  resultTooLarge(option: string, limit: number, unit: 'px' | 'megapixels', nearest: string | undefined): string;
  badShape(option: string, value: string, example: string, between: readonly [string, string] | undefined): string;
  badEmphasis(option: string, value: string): string;
}

export interface DenialTexts {
  readonly providerPaused: Readonly<Record<'key' | 'credits' | 'gone', string>>;
  /** What is not there, and what is in its place: choices, commands, both or neither. */
  switchedOff(what: string, choices: string | undefined, commands: string | undefined): string;
  choiceOf(choice: string, command: string): string;
  anyOf(items: readonly string[]): string;
  /** The rule comes covered. */
  wordRule(rule: string): string;
  readonly spoolFull: string;
  readonly resultsHeld: string;
  readonly storeUnavailable: string;
  readonly shuttingDown: string;
  readonly sameAction: string;
  noPermission(missing: string): string;
  allOf(items: readonly string[]): string;
  /** Discord's own names of permissions, as its settings show them. */
  readonly permissions: Readonly<Record<string, string>>;
}

export interface NoticeTexts {
  readonly unknownButton: string;
  readonly jobMissing: string;
  readonly notYours: string;
  readonly alreadyFinished: string;
  readonly tooLateToCancel: string;
  readonly cancelled: string;
  readonly sameAction: string;
  readonly unknownCommand: string;
  /** Whether it never was, is gone, or is none of the member's business: the very same words. */
  readonly noSuchJob: string;
  readonly noPictureThere: string;
  readonly choiceOver: string;
  readonly notReady: string;
  readonly nothingBefore: string;
  readonly shared: string;
  readonly sharedAlready: string;
  readonly publicAlready: string;
  readonly deleted: string;
  readonly deletedButShown: string;
  readonly hiddenHere: string;
  readonly deleteLater: string;
  readonly fetchLater: string;
  readonly notYoursToDelete: string;
  readonly cancelFirst: string;
  readonly reported: string;
  readonly reportedWaiting: string;
  readonly reportedAlready: string;
  readonly reportOwn: string;
  readonly reportElsewhere: string;
  notOffered(command: string, instead: string | undefined): string;
  readonly wordsOnly: string;
  readonly moderatorsOnly: string;
  readonly serversOnly: string;
  readonly stepNotYours: string;
  readonly tooManySteps: string;
  readonly stepNotOffered: string;
  readonly shuttingDown: string;
  readonly tooSlow: string;
  internal(reference: string): string;
}
