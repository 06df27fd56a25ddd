import type { Sign, Trouble } from '../../core/incident.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { Spool } from '../files/contract.ts';
import type { Refusals } from '../files/keeping-store.ts';
import type { Store } from '../store/contract.ts';
import type { OffLine } from '../switches/offer.ts';

/** One place where trouble shows; its keys begin with its name. */
export interface Lookout {
  readonly name: string;
  look(isOpen: (key: string) => boolean): Promise<readonly Sign[]>;
}

export interface LookoutParts {
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

export function createLookouts(parts: LookoutParts): readonly Lookout[] {
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
