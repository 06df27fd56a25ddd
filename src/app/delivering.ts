import type { Clock } from '../core/clock.ts';
import type { Operation } from '../core/operation.ts';
import { createAttach } from '../services/delivery/attach.ts';
import type { Courier } from '../services/delivery/contract.ts';
import { createCourier } from '../services/delivery/courier.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { createPacer } from '../services/delivery/pacer.ts';
import type { PictureFile } from '../services/delivery/picture-files.ts';
import { createPingWishes } from '../services/delivery/ping-wishes.ts';
import type { LearnedDurations } from '../services/jobs/learned-durations.ts';
import type { PackBatch } from '../services/jobs/pack-batch.ts';
import type { LimitEngine } from '../services/limits/create-limits.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { createDocuments } from '../services/store/keyv-adapter.ts';
import { renderEnd } from '../views/end-call.ts';
import { renderCard } from '../views/job-card.ts';

interface DeliveringParts {
  readonly limits: LimitEngine;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly pictureFile: PictureFile;
  readonly pack: PackBatch;
  readonly learned: LearnedDurations;
  readonly operation: (name: string) => Operation | undefined;
}

/** Everything that keeps messages up to date. */
export function createDelivering({ discord, pictureFile, pack, ...parts }: DeliveringParts): Courier {
  return createCourier({
    ...parts,
    api: discord,
    pacer: createPacer(parts.clock),
    attach: createAttach(pictureFile, pack),
    render: renderCard,
    renderEnd,
    wishes: createPingWishes(createDocuments(parts.store)),
  });
}
