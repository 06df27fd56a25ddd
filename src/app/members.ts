import type { Clock } from '../core/clock.ts';
import type { CreditPrice } from '../core/credit-price.ts';
import type { HostList } from '../core/hosts.ts';
import type { Catalog, Prices, Quotes } from '../core/operation.ts';
import type { SharedSemaphore } from '../core/semaphore.ts';
import { createAutocomplete } from '../events/autocomplete.ts';
import { createShowPictureMenu } from '../events/buttons/choose.ts';
import { createGetResult } from '../events/buttons/get-result.ts';
import { createButtons, createRunButton } from '../events/buttons/registry.ts';
import { createChains, createReadChain } from '../events/members/chain.ts';
import { createPrivacy } from '../events/members/privacy.ts';
import { createMemberCommands } from '../events/members/registry.ts';
import { createRepeat } from '../events/members/repeat.ts';
import { createBatch } from '../events/orders/batch.ts';
import { createRunOperation, createWithDefaultModel } from '../events/orders/command.ts';
import { createEditConsent, createSettingsOf } from '../events/orders/consent.ts';
import { createMessageMenus } from '../events/orders/message-menus.ts';
import { createAskFor, createPlaceOrder } from '../events/orders/order.ts';
import { createMenus } from '../events/shared/menus.ts';
import type { Handler } from '../events/shared/reply.ts';
import { textsFor } from '../i18n/index.ts';
import type { CaseKeeper } from '../services/cases/messages.ts';
import { createFileReport } from '../services/cases/report.ts';
import type { PicturesOfPage } from '../services/delivery/attachments.ts';
import type { ParentOf } from '../services/delivery/card.ts';
import type { Courier } from '../services/delivery/contract.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { DrawStrip } from '../services/delivery/film-strips.ts';
import { createRemoveMessages, type TakeDown } from '../services/delivery/take-down.ts';
import type { PingWishes } from '../services/delivery/tell-end.ts';
import type { FileStore, Spool } from '../services/files/contract.ts';
import { createAcknowledge } from '../services/jobs/acknowledge.ts';
import type { ProcessLease, Wakes } from '../services/jobs/contract.ts';
import { createEraseContent, type Erase } from '../services/jobs/erase.ts';
import type { Machine } from '../services/jobs/machine.ts';
import type { Settle } from '../services/jobs/settle.ts';
import { createShare } from '../services/jobs/share.ts';
import type { LimitEngine } from '../services/limits/limits.ts';
import type { Log } from '../services/log.ts';
import type { SourceCleaner } from '../services/pictures/clean-source.ts';
import { type CopyPicture, createCompareCopies } from '../services/pictures/copies.ts';
import { createFindPicture } from '../services/pictures/find.ts';
import type { OpenSource } from '../services/pictures/open-source.ts';
import { createPicks } from '../services/pictures/picks.ts';
import type { Sources } from '../services/pictures/sources.ts';
import { createErasePerson, createErasePosts, createForgetSources } from '../services/privacy/erase.ts';
import { createExportPerson, createSendPart } from '../services/privacy/export.ts';
import { createReadExport } from '../services/privacy/export-pages.ts';
import { createCollect, createMakePart } from '../services/privacy/export-parts.ts';
import { createRequestPrivacy, type PrivacyWords } from '../services/privacy/requests.ts';
import { createTellPerson } from '../services/privacy/tell-person.ts';
import { createMonthEnd, createPrivacyWork } from '../services/privacy/work.ts';
import type { LearnedDurations } from '../services/providers/durations.ts';
import type { KnownLoras } from '../services/providers/known-loras.ts';
import type { Rounds } from '../services/rounds.ts';
import type { Store } from '../services/store/contract.ts';
import { renderExportPart, renderPrivacy } from '../views/privacy.ts';

interface MembersParts {
  readonly prices: Prices;
  readonly creditPrice: CreditPrice | undefined;
  readonly store: Store;
  readonly documents: Parameters<typeof createPicks>[0]['documents'];
  readonly discord: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Catalog;
  readonly quotes: Quotes;
  readonly redraw: Courier['redraw'];
  readonly knownLoras: KnownLoras['current'];
  readonly learned: LearnedDurations;
  readonly parentOf: ParentOf;
  readonly limits: Pick<LimitEngine, 'readOverview' | 'left'>;
  readonly wishes: PingWishes;
  readonly picturesOfPage: PicturesOfPage;
  readonly linkHosts: HostList;
  readonly spool: Spool;
  readonly copy: CopyPicture;
  readonly sources: Sources;
  readonly drawStrip: DrawStrip;
  readonly drawing: SharedSemaphore;
  readonly machine: Pick<Machine, 'accept' | 'lookAhead' | 'settle' | 'repair'>;
  readonly wakes: Wakes;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly openRecord: Handler;
  /** Somebody asked for what is theirs, or to be forgotten. */
  readonly hurryPrivacy: () => void;
}

/** Everything that members ask for, type and press. */
export function openMembers({
  prices,
  creditPrice,
  store,
  documents,
  discord,
  clock,
  log,
  catalog,
  quotes,
  redraw,
  knownLoras,
  learned,
  parentOf,
  limits,
  wishes,
  picturesOfPage,
  linkHosts,
  spool,
  copy,
  sources,
  drawStrip,
  drawing,
  machine,
  wakes,
  erase,
  takeDown,
  keeper,
  openRecord,
  hurryPrivacy,
}: MembersParts) {
  const { settle } = machine;
  const acknowledge = createAcknowledge({ store, clock, wakes, catalog, settle });
  const settingsOf = createSettingsOf(store);
  const consent = createEditConsent({ store, settingsOf });
  const placeOrder = createPlaceOrder({
    accept: machine.accept,
    lookAhead: machine.lookAhead,
    acknowledge,
    parentOf,
    settingsOf,
    prices,
    log,
  });
  const batch = createBatch({ catalog, prices, placeOrder });
  const readChain = createReadChain({ store, catalog, drawStrip });
  const privacy = createPrivacy({ store, clock, ask: createRequestPrivacy({ store, clock, hurry: hurryPrivacy }) });
  const menus = createMenus({ discord, redraw, clock, log });
  const memberCommands = createMemberCommands({
    store,
    clock,
    wishes,
    catalog,
    prices,
    quotes,
    creditPrice,
    learned,
    parentOf,
    limits,
    picturesOfPage,
    readChain,
    openBatch: batch.open,
    runPrivacy: privacy.run,
  });
  const { refresh, show: showJob } = memberCommands;
  const findPicture = createFindPicture({ store, linkHosts });
  const askFor = createAskFor({ store, catalog, consent, sources, placeOrder });
  const buttons = createButtons({
    discord,
    clock,
    log,
    catalog,
    quotes,
    limits,
    menus,
    store,
    spool,
    settle,
    askFor,
    refresh,
    parentOf,
    settingsOf,
    consent,
    erase,
    takeDown,
    keeper,
    reports: createFileReport({ store, clock }),
    share: createShare({ store, clock, wakes, copy }),
    compare: createCompareCopies({ copy, spool, inTurn: drawing.short }),
    getResult: createGetResult({ store, clock, showJob: memberCommands.showJob, hurry: machine.repair.hurry }),
  });
  const repeat = createRepeat({ store, catalog, prices, consent, placeOrder });
  const picks = createPicks({ documents, clock });
  return {
    autocomplete: createAutocomplete({ store, clock, catalog, loras: knownLoras }),
    runOperation: createRunOperation({
      askFor,
      findPicture,
      withDefaultModel: createWithDefaultModel({ settingsOf, catalog }),
    }),
    runButton: createRunButton({
      store,
      buttons,
      menus,
      showPictureMenu: createShowPictureMenu({ catalog, quotes, parentOf }),
    }),
    memberCommands,
    messageMenus: createMessageMenus({ store, picks, linkHosts, catalog, askFor, consent, showJob, openRecord }),
    chains: createChains({ store, readChain, repeat, showJob, menus }),
    batch,
    privacy,
    menus,
  };
}

interface PrivacyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: ProcessLease;
  readonly files: FileStore;
  readonly spool: Spool;
  readonly cleaner: SourceCleaner;
  readonly sources: Sources;
  readonly open: OpenSource;
  readonly discord: DiscordApi;
  readonly settle: Settle;
}

const words: PrivacyWords = {
  state: renderPrivacy,
  part: renderExportPart,
  readme: (at, language) => textsFor(language).privacy.readme(at),
  unsent(language) {
    const { unsentTitle: title, noLink } = textsFor(language).privacy;
    return { title, noLink };
  },
};

/** Hands out and forgets what is kept of people. */
export function openPrivacy({
  store,
  clock,
  log,
  lease,
  files,
  spool,
  cleaner,
  sources,
  open,
  discord: api,
  settle,
}: PrivacyParts): Rounds {
  const tell = createTellPerson({ api, clock, log, words });
  const collect = createCollect(createReadExport({ store, open, words }));
  const erasePosts = createErasePosts({
    store,
    clock,
    log,
    settle,
    eraseContent: createEraseContent({ store, files, spool }),
    removeMessages: createRemoveMessages({ api, clock, log }),
  });
  return createPrivacyWork({
    store,
    clock,
    log,
    lease,
    tidyUp: createMonthEnd({ store, clock, log }),
    work: {
      export: createExportPerson({
        log,
        tell,
        makePart: createMakePart({ collect, sources, words }),
        send: createSendPart({ api, clock, log, words }),
      }),
      delete: createErasePerson({
        store,
        erasePosts,
        forgetSources: createForgetSources({ store, files, cleaner, log }),
        tell,
      }),
    },
  });
}
