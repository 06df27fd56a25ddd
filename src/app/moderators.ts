import manifest from '../../package.json' with { type: 'json' };
import { type ModeratorCommandName, operations } from '../commands/index.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { ModArea } from '../core/custom-ids.ts';
import { hostRuleOf } from '../core/hosts.ts';
import type { Catalog } from '../core/operation.ts';
import type { SharedSemaphore } from '../core/semaphore.ts';
import { createRecordCommand, createShowRecord } from '../events/moderators/cases.ts';
import { createDoctor } from '../events/moderators/doctor.ts';
import { createLimitsCommand, createWhy } from '../events/moderators/limits/command.ts';
import { createModeratorCommands, type ModeratorClick, type ModeratorCommand } from '../events/moderators/registry.ts';
import { createSettingsCommand } from '../events/moderators/settings.ts';
import { createStatsCommand } from '../events/moderators/stats.ts';
import { createWords } from '../events/moderators/words.ts';
import { createMemberActions, createPictureActions } from '../services/cases/actions.ts';
import { type CaseKeeper, createCaseKeeper } from '../services/cases/messages.ts';
import { createFindSubject } from '../services/cases/subject.ts';
import type { PicturesOfPage } from '../services/delivery/attachments.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { DrawStrip } from '../services/delivery/film-strips.ts';
import type { TakeDown } from '../services/delivery/take-down.ts';
import { createExamine, type Examine, type ExamineParts, type WayIn } from '../services/doctor.ts';
import type { Http } from '../services/http/contract.ts';
import type { Erase } from '../services/jobs/erase.ts';
import type { Repair } from '../services/jobs/repair.ts';
import { createBudgetKeeper } from '../services/limits/budget.ts';
import { createLimitChanges } from '../services/limits/changes.ts';
import type { LimitEngine } from '../services/limits/limits.ts';
import type { Log } from '../services/log.ts';
import type { Rounds } from '../services/rounds.ts';
import { createDrawStatistics } from '../services/stats.ts';
import type { Store } from '../services/store/contract.ts';
import { createWordRules } from '../services/words.ts';
import { renderBudgetNotice } from '../views/announcements.ts';
import { renderCase, renderSettled, renderWaiting } from '../views/cases.ts';

interface LimitsParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'offered'>;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
}

const openLimitsCommand = ({ config, store, clock, catalog, limits }: LimitsParts) =>
  createLimitsCommand({
    store,
    clock,
    changes: createLimitChanges({ store, clock }),
    operations: catalog.offered,
    creditPrice: config.CREDIT_PRICE,
    why: createWhy({ store, clock, limits, operations: catalog.offered }),
    operator: {
      daily: config.DEFAULT_DAILY_CREDITS,
      concurrent: config.DEFAULT_CONCURRENT_JOBS,
      serverMonthly: config.SERVER_MONTHLY_CREDITS,
    },
  });

interface CommandsParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'offered'>;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly examine: Examine;
  readonly discord: Pick<DiscordApi, 'ownerId'>;
  readonly record: ModeratorClick;
  readonly drawing: SharedSemaphore;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
}

interface ModeratorCommands {
  readonly commands: Readonly<Record<ModeratorCommandName, ModeratorCommand>>;
  /** What is done by buttons, menus and forms. */
  readonly clicks: Readonly<Partial<Record<ModArea, ModeratorClick>>>;
}

/** What each of the moderators' commands does. */
function createCommands({
  config,
  store,
  clock,
  catalog,
  limits: engine,
  examine,
  discord,
  record,
  drawing,
  keeper,
}: CommandsParts): ModeratorCommands {
  const doctor = createDoctor({ examine, ownerId: discord.ownerId });
  const stats = createStatsCommand({
    store,
    clock,
    draw: createDrawStatistics(drawing.short),
    creditPrice: config.CREDIT_PRICE,
  });
  const words = createWords(createWordRules({ store, clock, change: createLimitChanges({ store, clock }).within }));
  const limits = openLimitsCommand({ config, store, clock, catalog, limits: engine });
  const settings = createSettingsCommand({ store, clock, keeper, daily: config.DEFAULT_DAILY_CREDITS });
  return {
    commands: { stats, doctor, words, limits, settings },
    clicks: {
      stats: stats.click,
      doctor: doctor.click,
      words: words.click,
      limits: limits.click,
      settings: settings.click,
      record,
    },
  };
}

interface CasesParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Pick<Catalog, 'known'>;
  readonly discord: DiscordApi;
  readonly picturesOfPage: PicturesOfPage;
  readonly ownsPartition: (partition: number) => boolean;
}

/** What members reported, in the log channels of their servers. */
export const openCases = ({
  store,
  clock,
  log,
  catalog,
  discord,
  picturesOfPage,
  ownsPartition,
}: CasesParts): CaseKeeper =>
  createCaseKeeper({
    store,
    clock,
    log,
    catalog,
    api: discord,
    picturesOfPage,
    ownsPartition,
    render: renderCase,
    renderWaiting,
    renderSettled,
  });

interface RecordParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'known'>;
  readonly drawStrip: DrawStrip;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly repair: Pick<Repair, 'hurry'>;
}

/** What moderators know of a picture, and do about it. */
const createRecords = ({ store, clock, catalog, drawStrip, erase, takeDown, keeper, repair }: RecordParts) =>
  createRecordCommand({
    findSubject: createFindSubject(store),
    showRecord: createShowRecord({ store, clock, catalog, drawStrip }),
    ofMember: createMemberActions({ store, clock }),
    ofPicture: createPictureActions({ store, clock, erase, takeDown }),
    keeper,
    repair,
  });

interface ModeratorsParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'known' | 'offered'>;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly examine: Examine;
  readonly discord: Pick<DiscordApi, 'ownerId'>;
  readonly drawing: SharedSemaphore;
  readonly drawStrip: DrawStrip;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly repair: Pick<Repair, 'hurry'>;
}

/** Everything that moderators type and press. */
export function openModerators({
  config,
  store,
  clock,
  catalog,
  limits,
  examine,
  discord,
  drawing,
  drawStrip,
  erase,
  takeDown,
  keeper,
  repair,
}: ModeratorsParts) {
  const record = createRecords({ store, clock, catalog, drawStrip, erase, takeDown, keeper, repair });
  const { commands, clicks } = createCommands({
    config,
    store,
    clock,
    catalog,
    limits,
    examine,
    discord,
    record: record.click,
    drawing,
    keeper,
  });
  const moderatorCommands = createModeratorCommands(store, commands, clicks);
  /** From the menu of a message: it looks at who asks by itself. */
  const openRecord = moderatorCommands.guarded(record.open);
  return { moderatorCommands, openRecord };
}

const TIMEOUTS = { connectMs: 5000, headersMs: 5000, bodyMs: 5000 };
const ANSWER_BYTES = 64 * 1024;

interface ExaminationParts extends Pick<ExamineParts, 'store' | 'clock' | 'files' | 'providers' | 'offer' | 'discord'> {
  readonly config: Config;
  readonly http: Http;
  readonly wayIn: WayIn;
}

/** What `/doctor` asks, with what the environment says. */
export function openExamination({
  config,
  http,
  store,
  clock,
  files,
  providers,
  offer,
  discord,
  wayIn,
}: ExaminationParts) {
  const { PUBLIC_URL: publicUrl } = config;
  const ask = publicUrl && ((signal: AbortSignal) => leadsHere(http, publicUrl, wayIn, signal));
  return createExamine({
    store,
    clock,
    files,
    providers,
    offer,
    discord,
    directory: config.DATA_DIR,
    askPublicAddress: ask,
    version: manifest.version,
    runtime: `Node ${process.versions.node}`,
    unset: unsetIn(config),
  });
}

/** By the way that providers take, and whoever opens a link of ours. */
async function leadsHere(http: Http, publicUrl: URL, wayIn: WayIn, signal: AbortSignal): Promise<boolean> {
  const { path, answer } = wayIn.path();
  const { body } = await http.exchange({
    method: 'POST',
    url: new URL(path, publicUrl.href.replace(/\/*$/, '/')),
    hosts: { rules: [hostRuleOf(publicUrl)] },
    timeouts: TIMEOUTS,
    maximumBytes: ANSWER_BYTES,
    signal,
  });
  return body.toString() === answer;
}

function unsetIn(config: Config): readonly string[] {
  const names = ['FREEPIK_API_KEY', 'APIFRAME_API_KEY', 'OPERATOR_MONTHLY_CREDITS'] as const;
  const unset: string[] = names.filter((name) => config[name] === undefined);
  const { PUBLIC_URL, FREEPIK_API_KEY, FREEPIK_WEBHOOK_SECRET } = config;
  if (PUBLIC_URL && FREEPIK_API_KEY && !FREEPIK_WEBHOOK_SECRET) unset.push('FREEPIK_WEBHOOK_SECRET');
  const hasAddress = config.FILE_SERVICE_URL !== undefined || PUBLIC_URL !== undefined;
  return hasAddress ? unset : [...unset, 'FILE_SERVICE_URL', 'PUBLIC_URL'];
}

interface BudgetParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly limits: Pick<LimitEngine, 'budgets'>;
  readonly ownsPartition: (partition: number) => boolean;
}

/** Notices of budgets, and pauses that end by themselves. */
export const openBudgets = ({ store, clock, log, discord, limits, ownsPartition }: BudgetParts): Rounds =>
  createBudgetKeeper({
    store,
    clock,
    log,
    ownsPartition,
    api: discord,
    budgets: limits.budgets,
    render: (notice, language) => renderBudgetNotice(notice, operations, language),
  });
