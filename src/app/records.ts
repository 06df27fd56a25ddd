import type { Clock } from '../core/clock.ts';
import type { Operation } from '../core/operation.ts';
import { createRecordDesk } from '../events/record/record-desk.ts';
import { createShowRecord } from '../events/record/show-record.ts';
import { type CaseKeeper, createCaseKeeper } from '../services/cases/case-keeper.ts';
import { createFindSubject } from '../services/cases/find-subject.ts';
import { createMemberDeeds } from '../services/cases/member-deeds.ts';
import { createPictureDeeds } from '../services/cases/picture-deeds.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { DrawStrip } from '../services/delivery/film-strips.ts';
import { createPagePictures } from '../services/delivery/page-pictures.ts';
import type { PictureFile } from '../services/delivery/picture-files.ts';
import type { TakeDown } from '../services/delivery/take-down.ts';
import type { Erase } from '../services/jobs/erase.ts';
import type { Repair } from '../services/jobs/repair.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { renderCase } from '../views/case-message.ts';
import { renderSettled, renderWaiting } from '../views/report-news.ts';

interface CommonParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Of every operation that there is, offered or not. */
  readonly operation: (name: string) => Operation | undefined;
}

interface KeeperParts extends CommonParts {
  readonly discord: DiscordApi;
  readonly pictureFile: PictureFile;
  readonly ownsPartition: (partition: number) => boolean;
}

/** What members reported, in the log channels of their servers. */
export function createCases({ discord, pictureFile, ...parts }: KeeperParts): CaseKeeper {
  const gather = createPagePictures(pictureFile, parts.log);
  return createCaseKeeper({ ...parts, api: discord, gather, render: renderCase, renderWaiting, renderSettled });
}

interface DeskParts extends CommonParts {
  readonly drawStrip: DrawStrip;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly repair: Pick<Repair, 'hurry'>;
}

/** What moderators know of a picture, and do about it. */
export const createRecords = (parts: DeskParts) =>
  createRecordDesk({
    ...parts,
    findSubject: createFindSubject(parts.store),
    showRecord: createShowRecord(parts),
    ofMember: createMemberDeeds(parts),
    ofPicture: createPictureDeeds(parts),
  });
