import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { type HostList, hostRuleOf, isAllowed } from '../core/hosts.ts';
import type { PictureInput } from '../core/picture-input.ts';
import type { SharedTurns } from '../core/turns.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { createFilmStrips } from '../services/delivery/film-strips.ts';
import { createPictureFile, createPicturePath, type PicturePath } from '../services/delivery/picture-files.ts';
import { createShownFiles } from '../services/delivery/shown-files.ts';
import type { FileStore, Spool } from '../services/files/contract.ts';
import { isThere } from '../services/files/disk.ts';
import type { EmbeddedStore } from '../services/files/embedded-store.ts';
import type { Http } from '../services/http/contract.ts';
import { createFetchLink } from '../services/http/fetch-link.ts';
import type { SourceCleaner } from '../services/images/clean-source.ts';
import { createPreviews } from '../services/images/preview.ts';
import { createBatchZips } from '../services/jobs/batch-zip.ts';
import { createCopyPicture } from '../services/jobs/copies.ts';
import { createOpenSource, type OpenSource } from '../services/jobs/open-source.ts';
import { createPackBatch } from '../services/jobs/pack-batch.ts';
import { createSources } from '../services/jobs/sources.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { fileHosts } from './storage.ts';

interface PictureParts {
  readonly log: Log;
  readonly embedded: EmbeddedStore;
  readonly config: Config;
  readonly http: Http;
  readonly store: Store;
  readonly spool: Spool;
  readonly files: FileStore;
  readonly cleaner: SourceCleaner;
  readonly discord: Pick<DiscordApi, 'refreshUrl' | 'getOriginal' | 'getMessage'>;
  readonly clock: Clock;
  readonly drawing: SharedTurns;
}

/** Where a link that a member typed may lead. */
export function linkHosts(config: Config): HostList {
  const own = config.PUBLIC_URL ? [hostRuleOf(config.PUBLIC_URL)] : [];
  const allowed = config.ALLOWED_IMAGE_HOSTS?.rules ?? [];
  return { rules: [...config.DISCORD_CDN_HOSTS.rules, ...(fileHosts(config)?.rules ?? []), ...own, ...allowed] };
}

/** Where a picture lies on this machine, if it does. */
function localPicture({ cleaner, store }: Pick<PictureParts, 'cleaner' | 'store'>, pathOf: PicturePath) {
  return async (picture: PictureInput): Promise<string | undefined> => {
    if (picture.kind === 'stored')
      return (await isThere(cleaner.path(picture.key))) ? cleaner.path(picture.key) : undefined;
    const job = picture.kind === 'result' ? await store.jobs.byId(picture.jobId) : undefined;
    const found = picture.kind === 'result' ? job?.results[picture.index] : undefined;
    return found && pathOf(found);
  };
}

/** A link of Discord's that lives, for one that may have died; others as they are. */
function createRefresh({ config, discord }: PictureParts) {
  return async (link: string): Promise<string> => {
    const url = URL.parse(link);
    return url && isAllowed(config.DISCORD_CDN_HOSTS, url) ? discord.refreshUrl(link) : link;
  };
}

function createOpen(parts: PictureParts): OpenSource {
  const { config, http, store, spool, files, cleaner } = parts;
  const cdn = config.DISCORD_CDN_HOSTS;
  return createOpenSource({
    store,
    spool,
    cleaner,
    files,
    fetchAttachment: createFetchLink({ http, hosts: cdn }),
    fetchLink: createFetchLink({ http, hosts: linkHosts(config) }),
    refresh: createRefresh(parts),
  });
}

/** Pictures that members hand in or point at, and what is shown or packed of them and of results. */
export async function openPictures(parts: PictureParts) {
  const { config, store, spool, files, cleaner, clock, log, embedded, discord, drawing } = parts;
  const open = createOpen(parts);
  const kept = embedded.find;
  const local = localPicture(parts, createPicturePath({ spool, kept }));
  const pack = createPackBatch({ open });
  return {
    sources: createSources({
      open,
      cleaner,
      files,
      store,
      now: clock.now,
      hasLinks: config.FILE_SERVICE_URL !== undefined || config.PUBLIC_URL !== undefined,
      shownFiles: createShownFiles({ store, api: discord, clock }),
      refresh: createRefresh(parts),
    }),
    pictureFile: createPictureFile({ spool, previews: createPreviews(drawing.short), kept }),
    pack,
    open,
    copy: createCopyPicture({ open, spool }),
    drawStrip: createFilmStrips({ local, open, log, drawing }),
    zips: await createBatchZips({ store, files, pack, directory: join(config.DATA_DIR, 'zips'), clock, log }),
  };
}
