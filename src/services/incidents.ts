import { createHash } from 'node:crypto';
import { type Clock, patience, sleep, unlessAborted } from '../core/clock.ts';
import type { Incident, Sign, Stage, Trouble } from '../core/incident.ts';
import type { Language } from '../core/language.ts';
import type { ProviderName } from '../core/provider.ts';
import type { DiscordApi, MessageBody } from './delivery/discord-api.ts';
import { troubleOf } from './delivery/discord-error.ts';
import type { Spool } from './files/contract.ts';
import type { Refusals } from './files/keeping-store.ts';
import type { Log } from './log.ts';
import type { Store } from './store/contract.ts';
import type { OffLine } from './switches/offer.ts';

/** `refused`: no other try will bring it. */
type TellOwner = (sign: Sign, stage: Stage, at: number) => Promise<'told' | 'later' | 'refused'>;

interface TellOwnerParts {
  readonly api: Pick<DiscordApi, 'ownerId' | 'openDirectChannel' | 'createMessage'>;
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly log: Log;
  readonly render: (trouble: Trouble, stage: Stage, language: Language) => MessageBody;
}

/** Writes to whoever the application belongs to. */
export function createTellOwner({ api, store, log, render }: TellOwnerParts): TellOwner {
  let ownerId: string | undefined;
  let isRefusalLogged = false;

  /** In which the owner used the bot last, if ever. */
  async function languageOf(owner: string): Promise<Language> {
    const [job] = await store.jobs.recent(owner, 1);
    const post = job && (await store.posts.byId(job.postId));
    return post?.place.language ?? 'en';
  }

  async function send({ key, trouble }: Sign, stage: Stage, at: number): Promise<void> {
    ownerId ??= await api.ownerId();
    // while the database is away, nobody knows
    const language = trouble.kind === 'database' ? 'en' : await languageOf(ownerId);
    const channelId = await api.openDirectChannel(ownerId);
    await api.createMessage(channelId, nonceOf(key, stage, at), render(trouble, stage, language), []);
  }

  return async (sign, stage, at) => {
    try {
      await send(sign, stage, at);
      return 'told';
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'later') {
        log.warn({ err: error, incident: sign.key }, 'operator not told yet');
        return 'later';
      }
      if (!isRefusalLogged) log.error({ err: error, incident: sign.key, trouble }, 'operator takes no direct messages');
      isRefusalLogged = true;
      return 'refused';
    }
  };
}

/** Discord makes one message of several processes' that carry the same. */
const nonceOf = (key: string, stage: Stage, at: number): string =>
  createHash('sha256').update(`${key} ${stage} ${at}`).digest('hex').slice(0, 24);

/** The one trouble of which no row can tell: it is remembered by the process that sees it. */
interface DatabaseWatch {
  isWell(): Promise<boolean>;
}

interface DatabaseWatchParts {
  readonly store: Pick<Store, 'documents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly tell: TellOwner;
}

const ANSWER_MS = 5000;
const PATIENCE_MS = 60_000;
/** Processes that see it begin within such a span name it the same. */
const SAME_MS = 600_000;
const sign = { key: 'database', trouble: { kind: 'database' } } as const;
const LOOKED_AT = 'operator:looked-at';

export function createDatabaseWatch({ store, clock, log, tell }: DatabaseWatchParts): DatabaseWatch {
  let failingSince: number | undefined;
  let told: number | undefined;

  /** By a write: a full disk still reads. */
  async function isWritable(): Promise<boolean> {
    const written = store.documents.set(LOOKED_AT, String(clock.now())).then(
      () => true,
      (error: unknown) => {
        log.error({ err: error }, 'the database takes nothing');
        return false;
      },
    );
    // a machine that slept meanwhile says nothing about its database
    const { signal, end } = patience(clock, ANSWER_MS);
    return unlessAborted(signal, written)
      .catch(() => false)
      .finally(end);
  }

  return {
    async isWell() {
      const now = clock.now();
      if (await isWritable()) {
        failingSince = undefined;
        if (told !== undefined && (await tell(sign, 'over', told)) !== 'later') told = undefined;
        return true;
      }
      failingSince ??= now;
      const span = Math.floor(failingSince / SAME_MS);
      if (told === undefined && clock.now() - failingSince >= PATIENCE_MS)
        told = (await tell(sign, 'began', span)) === 'later' ? undefined : span;
      return false;
    },
  };
}

/** One place where trouble shows; its keys begin with its name. */
export interface Check {
  readonly name: string;
  look(isOpen: (key: string) => boolean): Promise<readonly Sign[]>;
}

interface CheckParts {
  readonly store: Pick<Store, 'providers' | 'figures'>;
  readonly spool: Pick<Spool, 'usage'>;
  readonly refusals: Pick<Refusals, 'read'>;
  readonly providers: readonly ProviderName[];
  readonly switchedOff: () => Promise<readonly OffLine[]>;
  /** Against which something was said, on or off. */
  readonly doubted: () => Promise<readonly OffLine[]>;
  /** On the disk that holds our folders. */
  readonly freeBytes: () => Promise<number>;
  readonly now: () => number;
}

const MEGABYTE = 1024 * 1024;
const FILE_STORE_PATIENCE_MS = 600_000;
/** What begins at the first share is over only below the second: a level that sways is one incident. */
const NEARLY_FULL = [0.8, 0.7] as const;
const FULL = [1, 0.95] as const;
const DISK_BYTES = [500 * MEGABYTE, 1000 * MEGABYTE] as const;
const RESULT_HOSTS = { freepik: 'FREEPIK_RESULT_HOSTS', apiframe: 'APIFRAME_RESULT_HOSTS' } as const satisfies Readonly<
  Record<ProviderName, string>
>;

const isPlan = ({ proof }: OffLine): boolean => proof.some(({ status }) => status === 403);
const keyOf = ({ provider, path, model }: OffLine): string => `${provider}:${path}:${model ?? ''}`;
const aboutOf = ({ provider, path, model, operations }: OffLine) => ({
  provider,
  path,
  ...(model === undefined ? {} : { model }),
  operations: [...operations],
});

export function createChecks(parts: CheckParts): readonly Check[] {
  const { store, spool, refusals, providers, switchedOff, doubted, freeBytes, now } = parts;
  const megabytes = (bytes: number) => Math.round(bytes / MEGABYTE);

  async function pausedProviders(): Promise<readonly Sign[]> {
    const states = await Promise.all(providers.map((name) => store.providers.read(name)));
    return states.flatMap(({ name, pausedFor: reason }): Sign[] =>
      reason
        ? [{ key: `provider:${name}:${reason}`, trouble: { kind: 'provider-paused', provider: name, reason } }]
        : [],
    );
  }

  async function retired(): Promise<readonly Sign[]> {
    const retiredLines = (await switchedOff()).filter((line) => !isPlan(line));
    const planLines = (await doubted()).filter(isPlan);
    return [
      ...retiredLines.map((line) => ({
        key: `switch:${keyOf(line)}`,
        trouble: { kind: 'switched-off' as const, ...aboutOf(line) },
      })),
      ...planLines.map((line) => ({
        key: `switch:plan:${keyOf(line)}`,
        trouble: { kind: 'outside-plan' as const, ...aboutOf(line) },
      })),
    ];
  }

  async function fullSpool(isOpen: (key: string) => boolean): Promise<readonly Sign[]> {
    const { bytes, limit } = await spool.usage();
    const about = { usedMegabytes: megabytes(bytes), limitMegabytes: megabytes(limit) };
    return (
      [
        ['spool-nearly-full', NEARLY_FULL],
        ['spool-full', FULL],
      ] as const
    ).flatMap(([kind, [from, until]]): Sign[] => {
      const key = `spool:${kind}`;
      return bytes / limit >= (isOpen(key) ? until : from) ? [{ key, trouble: { kind, ...about } }] : [];
    });
  }

  async function fullDisk(isOpen: (key: string) => boolean): Promise<readonly Sign[]> {
    const key = 'disk:free';
    const free = await freeBytes();
    const [from, until] = DISK_BYTES;
    if (free > (isOpen(key) ? until : from)) return [];
    return [{ key, trouble: { kind: 'disk-nearly-full', freeMegabytes: megabytes(free) } }];
  }

  async function waitingUploads(): Promise<readonly Sign[]> {
    const { count: waiting, since } = await store.figures.uploads();
    if (since === undefined || now() - since < FILE_STORE_PATIENCE_MS) return [];
    return [{ key: 'file-store:away', trouble: { kind: 'file-store-away', waiting, since } }];
  }

  async function unlistedHosts(): Promise<readonly Sign[]> {
    const held = await store.figures.held();
    return held.map(({ provider, host, operations, count: waiting }): Sign => {
      const variable = provider ? RESULT_HOSTS[provider] : 'FILE_SERVICE_RESULT_HOSTS';
      const trouble: Trouble = { kind: 'host-not-allowed', host, variable, waiting, operations: [...operations] };
      return { key: `host:${variable}:${host}`, trouble };
    });
  }

  async function refusedFiles(): Promise<readonly Sign[]> {
    const refused = await refusals.read();
    if (!refused) return [];
    const { bytes, status } = refused;
    const tenths = Math.max(1, Math.round((bytes / MEGABYTE) * 10));
    return [{ key: 'file-refused:any', trouble: { kind: 'file-refused', megabytes: tenths / 10, status } }];
  }

  return [
    { name: 'file-refused', look: refusedFiles },
    { name: 'host', look: unlistedHosts },
    { name: 'provider', look: pausedProviders },
    { name: 'switch', look: retired },
    { name: 'spool', look: fullSpool },
    { name: 'disk', look: fullDisk },
    { name: 'file-store', look: waitingUploads },
  ];
}

interface WatchParts {
  readonly store: Pick<Store, 'incidents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly checks: readonly Check[];
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
export function createIncidentWatch({ store, clock, log, checks, database, tell }: WatchParts) {
  const { incidents } = store;

  async function compare({ name, look }: Check, open: readonly Incident[]): Promise<void> {
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
    for (const check of checks) {
      // one that sees nothing says nothing: neither that trouble began nor that it ended
      await compare(check, open).catch((error: unknown) =>
        log.warn({ err: error, lookout: check.name }, 'nothing to be seen there'),
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
