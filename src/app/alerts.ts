import { statfs } from 'node:fs/promises';
import { operations } from '../commands/index.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Stage, Trouble } from '../core/incident.ts';
import type { Language } from '../core/language.ts';
import type { ProviderName } from '../core/provider.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { Spool } from '../services/files/contract.ts';
import type { Refusals } from '../services/files/keeping-store.ts';
import { createDatabaseWatch } from '../services/incidents/database-watch.ts';
import { createLookouts } from '../services/incidents/signs.ts';
import { createTellOwner } from '../services/incidents/tell-owner.ts';
import { createIncidentWatch } from '../services/incidents/watch-incidents.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import type { Offer } from '../services/switches/offer.ts';
import type { Switches } from '../services/switches/switches.ts';
import { renderAlert } from '../views/operator-alert.ts';

interface AlertParts {
  readonly config: Pick<Config, 'DATA_DIR'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly spool: Spool;
  readonly refusals: Refusals;
  readonly providers: ReadonlyMap<ProviderName, unknown>;
  readonly switches: Pick<Switches, 'refresh'>;
  readonly offer: Pick<Offer, 'off' | 'linesOf'>;
}

/** Sees trouble and tells whoever runs the bot, until the signal aborts. */
export function createAlerts({ config, discord, providers, switches, offer, ...parts }: AlertParts) {
  const render = (trouble: Trouble, stage: Stage, language: Language) =>
    renderAlert(trouble, stage, operations, language);
  const tell = createTellOwner({ ...parts, api: discord, render });
  const lookouts = createLookouts({
    ...parts,
    now: parts.clock.now,
    providers: [...providers.keys()],
    async switchedOff() {
      await switches.refresh();
      return offer.off();
    },
    doubted: async () => offer.linesOf(await parts.store.switches.doubted()),
    async freeBytes() {
      const { bavail, bsize } = await statfs(config.DATA_DIR);
      return bavail * bsize;
    },
  });
  return createIncidentWatch({ ...parts, lookouts, tell, database: createDatabaseWatch({ ...parts, tell }) });
}
