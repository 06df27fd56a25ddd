import { operations } from '../../commands/index.ts';
import type { Clock } from '../../core/clock.ts';
import type { CreditPrice } from '../../core/credit-price.ts';
import { dayOf } from '../../core/periods.ts';
import {
  defaultChoice,
  parseStatsChoice,
  type Statistics,
  type StatsChoice,
  spanOf,
  statsPeriods,
} from '../../core/stats.ts';
import { textsFor } from '../../i18n/index.ts';
import type { MessageFile } from '../../services/delivery/discord-api.ts';
import { accountsCsv, chartOf, type DrawStatistics, readStatistics } from '../../services/stats.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderNotice } from '../../views/notices.ts';
import { storedCommand } from '../../views/option-names.ts';
import { renderCsv, renderStatistics } from '../../views/stats.ts';
import type { Actor } from '../shared/actor.ts';
import { textValue } from '../shared/payload.ts';
import type { Asker, Reply } from '../shared/reply.ts';
import type { ModeratorClick, ModeratorCommand } from './registry.ts';

interface StatsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly draw: DrawStatistics;
  readonly creditPrice: CreditPrice | undefined;
}

const NAME = 'stats';
/** More lines than anybody reads, and less than Discord's smallest limit. */
const CSV_BYTES = 7 * 1024 * 1024;

/** Counting takes its time: every answer is put off first. */
export function createStatsCommand({
  store,
  clock,
  draw,
  creditPrice,
}: StatsParts): ModeratorCommand & { readonly click: ModeratorClick } {
  async function draft({ period, view }: StatsChoice, found: Statistics, { place: { language } }: Actor) {
    if (found.operations.length === 0) return undefined;
    const texts = textsFor(language).stats;
    const words = { ...texts, language, title: `${texts.chart[view]} · ${texts.periods[period]}` };
    return draw(
      NAME,
      chartOf(found, view, { ...words, operation: (name) => `/${storedCommand(name, operations, language)}` }),
    );
  }

  async function show(
    choice: StatsChoice,
    actor: Actor,
    give: (body: Parameters<Reply['update']>[0], files: readonly MessageFile[]) => Promise<unknown>,
  ): Promise<void> {
    const found = await readStatistics(store, actor.scope, spanOf(choice.period, clock.now()));
    const file = await draft(choice, found, actor);
    const page = { ...choice, found, chart: file && `attachment://${file.name}`, creditPrice };
    await give(renderStatistics(page, operations, actor.place.language), file ? [file] : []);
  }

  async function giveCsv({ period }: StatsChoice, { actor, reply }: Asker): Promise<void> {
    const span = { scope: actor.scope, ...spanOf(period, clock.now()) };
    const limit = Math.min(CSV_BYTES, actor.place.attachmentLimit);
    const { bytes, jobs, cutAt } = await accountsCsv(store.stats, span, limit);
    const day = dayOf(span.from);
    const file = { name: `darkroom-${day}.csv`, blob: new Blob([Buffer.from(bytes)], { type: 'text/csv' }) };
    const from = cutAt === undefined ? undefined : dayOf(cutAt);
    await reply.show(renderCsv(file.name, jobs, from, actor.place.language), true, [file]);
  }

  return {
    async run(input, { actor, reply }) {
      const typed = `${textValue(input, 'period') ?? defaultChoice.period}.${textValue(input, 'by') ?? defaultChoice.view}`;
      await reply.defer(true);
      await show(parseStatsChoice(typed) ?? defaultChoice, actor, (body, files) => reply.show(body, true, files));
    },
    async click({ action, subject }, { payload, actor, reply }) {
      const choice = parseStatsChoice(subject);
      if (!choice) return void (await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true));
      if (action === 'csv') {
        await reply.defer(true);
        return giveCsv(choice, { actor, reply });
      }
      const period = statsPeriods.find((each) => each === payload.data?.values?.[0]);
      await reply.deferUpdate();
      await show({ ...choice, ...(period && { period }) }, actor, reply.update);
    },
  };
}
