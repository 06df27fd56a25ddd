import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Facts, Operation } from '../core/operation.ts';
import type { Prices } from '../core/prices.ts';
import type { SharedTurns } from '../core/turns.ts';
import type { IsNsfwParent } from '../events/actor.ts';
import { createAdmission } from '../events/admission.ts';
import { createAskFor } from '../events/ask-for.ts';
import { createBatch } from '../events/batch.ts';
import { createButtons } from '../events/buttons.ts';
import { createChains } from '../events/chains/chains.ts';
import { createReadChain } from '../events/chains/read-chain.ts';
import { createRepeat } from '../events/chains/repeat.ts';
import { createComplete } from '../events/complete.ts';
import { createWithDefaultModel } from '../events/default-model.ts';
import { createEditConsent } from '../events/edit-consent.ts';
import { createGetResult } from '../events/get-result.ts';
import { createInteractionHandler } from '../events/interactions.ts';
import { createMemberCommands } from '../events/member-commands.ts';
import { createMessageMenus } from '../events/message-menus.ts';
import { createModeratorCommands } from '../events/moderator-commands.ts';
import { createPlaceOrder } from '../events/place-order.ts';
import { createPrivacy } from '../events/privacy/privacy.ts';
import { createRunButton } from '../events/run-button.ts';
import { createRunOperation } from '../events/run-operation.ts';
import { createSettingsOf } from '../events/settings-of.ts';
import type { CaseKeeper } from '../services/cases/case-keeper.ts';
import { createFileReport } from '../services/cases/report.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { DrawStrip } from '../services/delivery/film-strips.ts';
import { createPagePictures } from '../services/delivery/page-pictures.ts';
import { createParentOf } from '../services/delivery/parent-of.ts';
import type { PictureFile } from '../services/delivery/picture-files.ts';
import { createPingWishes } from '../services/delivery/ping-wishes.ts';
import { createTakeDown } from '../services/delivery/take-down.ts';
import type { Examine } from '../services/doctor/examine.ts';
import type { FileStore, Spool } from '../services/files/contract.ts';
import { createAcknowledge } from '../services/jobs/acknowledge.ts';
import { createCompareCopies } from '../services/jobs/compare-copies.ts';
import type { CopyPicture } from '../services/jobs/copies.ts';
import { createErase } from '../services/jobs/erase.ts';
import { createFindPicture } from '../services/jobs/find-picture.ts';
import type { LearnedDurations } from '../services/jobs/learned-durations.ts';
import type { Machine } from '../services/jobs/machine.ts';
import type { Wakes } from '../services/jobs/parts.ts';
import { createPicks } from '../services/jobs/picks.ts';
import { createShare } from '../services/jobs/share.ts';
import type { Sources } from '../services/jobs/sources.ts';
import type { LimitEngine } from '../services/limits/create-limits.ts';
import type { Log } from '../services/logging/create-log.ts';
import { createAskPrivacy } from '../services/privacy/ask.ts';
import type { KnownLoras } from '../services/providers/known-loras.ts';
import type { Store } from '../services/store/contract.ts';
import { createDocuments } from '../services/store/keyv-adapter.ts';
import { createDesks } from './desks.ts';
import { linkHosts } from './pictures.ts';
import { createRecords } from './records.ts';

interface AnsweringParts {
  readonly config: Config;
  readonly prices: Prices;
  readonly store: Store;
  readonly discord: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
  /** Of every operation that there is, offered or not. */
  readonly operation: (name: string) => Operation | undefined;
  /** The same, with the follow-ups that are offered at the moment. */
  readonly shown: (name: string) => Operation | undefined;
  readonly offered: readonly Operation[];
  /** Without those that are switched off at the moment. */
  readonly offeredNow: () => readonly Operation[];
  readonly facts: () => Facts;
  readonly knownLoras: KnownLoras['current'];
  readonly learned: LearnedDurations;
  readonly limits: LimitEngine;
  readonly pictureFile: PictureFile;
  readonly files: FileStore;
  readonly spool: Spool;
  readonly copy: CopyPicture;
  readonly sources: Sources;
  readonly drawStrip: DrawStrip;
  readonly drawing: SharedTurns;
  readonly machine: Machine;
  readonly wakes: Wakes;
  readonly examine: Examine;
  readonly isNsfwParent: IsNsfwParent;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  /** Somebody asked for what is theirs, or to be forgotten. */
  readonly hurryPrivacy: () => void;
  readonly isStopping: () => boolean;
}

/** Everything that answers members. */
export function createAnswering(parts: AnsweringParts) {
  const { config, prices, store, discord, clock, log, operation, offered, facts, machine, isStopping } = parts;
  const acknowledge = createAcknowledge({ ...parts, settle: machine.settle });
  const parentOf = createParentOf(store);
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
  const batch = createBatch({ ...parts, placeOrder });
  const readChain = createReadChain(parts);
  const privacy = createPrivacy({ store, clock, ask: createAskPrivacy({ store, clock, hurry: parts.hurryPrivacy }) });
  const memberCommands = createMemberCommands({
    ...parts,
    operation: parts.shown,
    gather: createPagePictures(parts.pictureFile, log),
    readChain,
    wishes: createPingWishes(createDocuments(store)),
    openBatch: batch.open,
    runPrivacy: privacy.run,
  });
  const { refresh, show: showJob } = memberCommands;
  const getResult = createGetResult({ store, clock, showJob: memberCommands.showJob, hurry: machine.repair.hurry });
  const hosts = linkHosts(config);
  const findPicture = createFindPicture({ store, linkHosts: hosts });
  const askFor = createAskFor({ store, facts, consent, sources: parts.sources, placeOrder });
  const offeredHere = (name: string) => offered.find((each) => each.name === name);
  const buttonParts = {
    ...parts,
    offered: offeredHere,
    settle: machine.settle,
    askFor,
    refresh,
    parentOf,
    settingsOf,
    consent,
    erase: createErase(parts),
    reports: createFileReport(parts),
    share: createShare(parts),
    compare: createCompareCopies({ ...parts, inTurn: parts.drawing.short }),
    takeDown: createTakeDown({ api: discord, clock, log }),
  };
  const repeat = createRepeat({ ...parts, offered: offeredHere, placeOrder, consent });
  const record = createRecords({ ...buttonParts, repair: machine.repair });
  const { commands, clicks } = createDesks({ ...parts, record: record.click });
  const moderatorCommands = createModeratorCommands(store, commands, clicks);
  const openRecord = moderatorCommands.guarded(record.open);
  const picks = createPicks({ documents: createDocuments(store), clock });
  return createInteractionHandler({
    api: discord,
    clock,
    log,
    operation: offeredHere,
    complete: createComplete({ store, clock, offered: offeredHere, operation, loras: parts.knownLoras }),
    runOperation: createRunOperation({
      askFor,
      findPicture,
      withDefaultModel: createWithDefaultModel({ settingsOf, facts }),
    }),
    runButton: createRunButton({ store, deeds: createButtons({ ...buttonParts, getResult }) }),
    memberCommands,
    moderatorCommands,
    messageMenus: createMessageMenus({
      store,
      picks,
      linkHosts: hosts,
      offered: offeredHere,
      askFor,
      consent,
      showJob,
      openRecord,
    }),
    chains: createChains({ store, readChain, repeat, showJob }),
    batch,
    isNsfwParent: parts.isNsfwParent,
    turnedAway: createAdmission({
      allowedGuilds: config.ALLOWED_GUILDS,
      allowsUserInstall: config.ALLOW_USER_INSTALL,
    }),
    privacy,
    isStopping,
  });
}
