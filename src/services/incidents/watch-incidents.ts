import { type Clock, sleep } from '../../core/clock.ts';
import type { Incident } from '../../core/incident.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { DatabaseWatch } from './database-watch.ts';
import type { Lookout } from './signs.ts';
import type { TellOwner } from './tell-owner.ts';

interface WatchParts {
  readonly store: Pick<Store, 'incidents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly lookouts: readonly Lookout[];
  readonly database: DatabaseWatch;
  readonly tell: TellOwner;
}

const LOOK_MS = 15_000;
/** What begins again within this time was never over. */
const QUIET_MS = 60_000;

/** What members can bring about again and again by their words is told once a day. */
const KEPT_MS = 24 * 3_600_000;
const isKept = ({ trouble, openedAt }: Incident, now: number): boolean =>
  trouble.kind === 'outside-plan' && now - openedAt < KEPT_MS;

/** Until the signal aborts: sees trouble begin and end, and has the operator told once of each. */
export function createIncidentWatch({ store, clock, log, lookouts, database, tell }: WatchParts) {
  const { incidents } = store;

  async function compare({ name, look }: Lookout, open: readonly Incident[]): Promise<void> {
    const ours = open.filter(({ key }) => key.startsWith(`${name}:`));
    const signs = await look((key) => ours.some((each) => each.key === key));
    const isNews = (key: string) => !ours.some((each) => each.key === key);
    for (const sign of signs) if (isNews(sign.key)) await incidents.open(sign, clock.now());
    for (const { key } of ours.filter((each) => !isKept(each, clock.now())))
      if (!signs.some((sign) => sign.key === key)) await incidents.close(key, clock.now());
  }

  async function tellBegin(incident: Incident): Promise<void> {
    if (!(await incidents.takeBegin(incident.key, clock.now()))) return;
    if ((await tell(incident, 'began', incident.openedAt)) === 'later') await incidents.giveBackBegin(incident.key);
  }

  async function tellEnd(incident: Incident): Promise<void> {
    if (!(await incidents.takeEnd(incident.key))) return;
    if ((await tell(incident, 'over', incident.openedAt)) === 'later') await incidents.giveBackEnd(incident);
  }

  async function look(): Promise<void> {
    if (!(await database.isWell())) return;
    const open = (await incidents.all()).filter(({ closedAt }) => closedAt === undefined);
    for (const lookout of lookouts) {
      // one that sees nothing says nothing: neither that trouble began nor that it ended
      await compare(lookout, open).catch((error: unknown) =>
        log.warn({ err: error, lookout: lookout.name }, 'nothing to be seen there'),
      );
    }
    for (const incident of await incidents.all()) {
      const { isTold, closedAt } = incident;
      if (!isTold && closedAt === undefined) await tellBegin(incident);
      if (isTold && closedAt !== undefined && clock.now() - closedAt >= QUIET_MS) await tellEnd(incident);
    }
  }

  return async function watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error: unknown) => log.warn({ err: error }, 'incidents not looked at'));
      await sleep(clock, LOOK_MS, signal);
    }
  };
}
