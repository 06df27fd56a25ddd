import type { Clock } from '../../core/clock.ts';
import type { Examination, FilesFound, OperatorsPart } from '../../core/doctor.ts';
import type { Provider, ProviderName } from '../../core/provider.ts';
import type { DiscordApi } from '../delivery/discord-api.ts';
import type { FileStore } from '../files/contract.ts';
import { readServerSettings } from '../settings/server-settings.ts';
import type { Store } from '../store/contract.ts';
import { newestMigration } from '../store/migrations.ts';
import type { Offer } from '../switches/offer.ts';
import { tryFiles } from './try-files.ts';
import { tryOut } from './try-out.ts';

export interface ExamineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly files: FileStore;
  /** For what is written only to be stored. */
  readonly directory: string;
  readonly providers: ReadonlyMap<ProviderName, { readonly provider: Pick<Provider, 'probe'> }>;
  readonly offer: Pick<Offer, 'off'>;
  /** Undefined where there is no public address. */
  readonly askPublicAddress: ((signal: AbortSignal) => Promise<boolean>) | undefined;
  readonly discord: Pick<DiscordApi, 'canSee'>;
  readonly version: string;
  readonly runtime: string;
  readonly unset: readonly string[];
}

interface Place {
  readonly guildId: string;
  readonly isOperator: boolean;
}

type Found = Omit<Examination, 'missing' | 'invite'>;

/** Asks everything that a picture goes through on its way, all at once. */
export function createExamine(parts: ExamineParts) {
  const { store, clock, files, directory, providers, offer, askPublicAddress, discord } = parts;
  const since = clock.now();

  async function logChannel(guildId: string): Promise<Examination['logChannel']> {
    const { logChannel: channelId } = await readServerSettings(store, guildId);
    if (channelId === undefined) return 'unset';
    const { answer } = await tryOut(clock, () => discord.canSee(channelId));
    return answer === 'good' ? 'seen' : 'unseen';
  }

  const states = () =>
    Promise.all(
      [...providers.keys()].map(async (name) => ({
        name,
        pausedFor: (await store.providers.read(name)).pausedFor ?? undefined,
      })),
    );

  async function filesFound(): Promise<FilesFound> {
    const [tried, waiting] = await Promise.all([
      tryOut(clock, (signal) => tryFiles(files, directory, signal)),
      store.uploads.waiting(),
    ]);
    const hasAddress = files.kind === 'service' || askPublicAddress !== undefined;
    return { ...tried, kind: files.kind, hasAddress, waiting: waiting.length };
  }

  const publicAddress = async (): Promise<Examination['publicAddress']> =>
    askPublicAddress ? (await tryOut(clock, askPublicAddress)).answer : 'unset';

  async function operatorsPart(): Promise<OperatorsPart> {
    const [keys, database] = await Promise.all([
      Promise.all(
        [...providers].map(async ([name, { provider }]) => ({
          name,
          ...(await tryOut(clock, async (signal) => (await provider.probe(signal)).status === 'taken')),
        })),
      ),
      tryOut(clock, () => store.isAnswering()),
    ]);
    return { keys, database: { ...database, kind: store.kind, migration: newestMigration }, unset: parts.unset };
  }

  const off = () =>
    offer
      .off()
      .map(({ operations, model, since: at, retryAt }) => ({ commands: operations, model, since: at, retryAt }));

  return async function examine({ guildId, isOperator }: Place): Promise<Found> {
    const [log, named, found, address, operator] = await Promise.all([
      logChannel(guildId),
      states(),
      filesFound(),
      publicAddress(),
      isOperator ? operatorsPart() : undefined,
    ]);
    return {
      version: parts.version,
      runtime: parts.runtime,
      since,
      logChannel: log,
      providers: named,
      off: off(),
      files: found,
      publicAddress: address,
      operator,
    };
  };
}

export type Examine = ReturnType<typeof createExamine>;
