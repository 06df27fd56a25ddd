import type { Clock } from '../core/clock.ts';
import { textsFor } from '../i18n/index.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { createRemoveMessages } from '../services/delivery/take-down.ts';
import type { FileStore, Spool } from '../services/files/contract.ts';
import type { SourceCleaner } from '../services/images/clean-source.ts';
import { createEraseContent } from '../services/jobs/erase.ts';
import type { OpenSource } from '../services/jobs/open-source.ts';
import type { ProcessLease } from '../services/jobs/parts.ts';
import type { Rounds } from '../services/jobs/rounds.ts';
import type { Settle } from '../services/jobs/settle.ts';
import type { Sources } from '../services/jobs/sources.ts';
import type { Log } from '../services/logging/create-log.ts';
import { createCollect } from '../services/privacy/collect.ts';
import type { PrivacyWords } from '../services/privacy/contract.ts';
import { createErasePerson } from '../services/privacy/erase-person.ts';
import { createErasePosts } from '../services/privacy/erase-posts.ts';
import { createReadExport } from '../services/privacy/export-pages.ts';
import { createExportPerson } from '../services/privacy/export-person.ts';
import { createForgetSources } from '../services/privacy/forget-sources.ts';
import { createMakePart } from '../services/privacy/make-part.ts';
import { createMonthEnd } from '../services/privacy/month-end.ts';
import { createSendPart } from '../services/privacy/send-part.ts';
import { createTellPerson } from '../services/privacy/tell-person.ts';
import { createPrivacyWork } from '../services/privacy/work.ts';
import type { Store } from '../services/store/contract.ts';
import { renderExportPart, renderPrivacy } from '../views/privacy.ts';

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
export function openPrivacy({ discord: api, ...parts }: PrivacyParts): Rounds {
  const { clock, log } = parts;
  const tell = createTellPerson({ api, clock, log, words });
  const collect = createCollect(createReadExport({ ...parts, words }));
  const erasePosts = createErasePosts({
    ...parts,
    eraseContent: createEraseContent(parts),
    removeMessages: createRemoveMessages({ api, clock, log }),
  });
  return createPrivacyWork({
    ...parts,
    tidyUp: createMonthEnd(parts),
    work: {
      export: createExportPerson({
        log,
        tell,
        makePart: createMakePart({ ...parts, collect, words }),
        send: createSendPart({ api, clock, log, words }),
      }),
      delete: createErasePerson({ ...parts, erasePosts, forgetSources: createForgetSources(parts), tell }),
    },
  });
}
