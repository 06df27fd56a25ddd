import { createHmac, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Answer, Examination, FilesFound, OperatorsPart, Tried } from '../core/doctor.ts';
import type { Provider, ProviderName } from '../core/provider.ts';
import { isSameSecret } from '../core/same-secret.ts';
import type { DiscordApi } from './delivery/discord-api.ts';
import type { FileStore } from './files/contract.ts';
import { readServerSettings } from './settings.ts';
import type { Store } from './store/contract.ts';
import { newestMigration } from './store/migrations.ts';
import type { Offer } from './switches/offer.ts';

const PATH_LIVES_MS = 60_000;

/**
 * A path for one request from outside, and what is answered there: any process of this bot can tell, and nobody else.
 * Where an address of the world's leads to is seen by it.
 */
export function createWayIn(secret: string, now: () => number) {
  const used = new Set<string>();
  const sign = (what: string, id: string) => createHmac('sha256', secret).update(`${what} ${id}`).digest('hex');

  return {
    /** Below the address. */
    path(): { readonly path: string; readonly answer: string } {
      const id = `${now()}-${randomUUID()}`;
      return { path: `webhooks/doctor/${id}/${sign('asked', id)}`, answer: sign('answered', id) };
    },
    /** Undefined for a path that was not made just now, or was used. */
    answer(id: string, proof: string): string | undefined {
      const isOfNow = Math.abs(now() - Number.parseInt(id, 10)) < PATH_LIVES_MS;
      if (!isOfNow || !isSameSecret(proof, sign('asked', id)) || used.has(id)) return undefined;
      for (const old of used) if (now() - Number.parseInt(old, 10) > PATH_LIVES_MS) used.delete(old);
      used.add(id);
      return sign('answered', id);
    },
  };
}

export type WayIn = ReturnType<typeof createWayIn>;

/** One grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Stores a pixel and removes it again, as every picture will be. */
async function tryFiles(files: FileStore, directory: string, signal: AbortSignal): Promise<boolean> {
  const id = randomUUID();
  const path = join(directory, `doctor-${id}.png`);
  try {
    await writeFile(path, PIXEL);
    await files.put({ id, path, type: 'png' }, signal);
    await files.remove(id, signal);
    return true;
  } finally {
    await rm(path, { force: true });
  }
}

const DAY_MS = 86_400_000;

export const PATIENCE_MS = 6000;

/** Whether something answers as it should, and how long it takes; no longer than a moderator waits. */
export async function tryOut(clock: Clock, ask: (signal: AbortSignal) => Promise<boolean>): Promise<Tried> {
  const began = clock.now();
  const giveUp = new AbortController();
  let cancel = () => {};
  const silence = new Promise<Answer>((resolve) => {
    cancel = clock.schedule(PATIENCE_MS, () => {
      giveUp.abort();
      resolve('silent');
    });
  });
  const asked = ask(giveUp.signal).then(
    (isGood): Answer => (isGood ? 'good' : 'bad'),
    (): Answer => 'bad',
  );
  const answer = await Promise.race([asked, silence]).finally(() => cancel());
  return { answer, ms: clock.now() - began };
}

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

  async function publicAddress(): Promise<Examination['publicAddress']> {
    if (!askPublicAddress) return 'unset';
    let isElsewhere = false;
    const { answer } = await tryOut(clock, async (signal) => {
      const isOurs = await askPublicAddress(signal);
      isElsewhere = !isOurs;
      return isOurs;
    });
    if (answer === 'good') return 'good';
    return isElsewhere ? 'elsewhere' : 'unreached';
  }

  async function webhooks(): Promise<OperatorsPart['webhooks']> {
    const since = clock.now() - DAY_MS;
    const told = [...providers.keys()].map(async (name) => {
      const { isNamed, heardAt } = await store.submissions.webhooksSince(name, since);
      return isNamed ? [{ name, heardAt }] : [];
    });
    return (await Promise.all(told)).flat();
  }

  async function operatorsPart(): Promise<OperatorsPart> {
    const [keys, database, told] = await Promise.all([
      Promise.all(
        [...providers].map(async ([name, { provider }]) => ({
          name,
          ...(await tryOut(clock, async (signal) => (await provider.probe(signal)).status === 'taken')),
        })),
      ),
      tryOut(clock, () => store.isAnswering()),
      webhooks(),
    ]);
    const { unset } = parts;
    return { keys, database: { ...database, kind: store.kind, migration: newestMigration }, webhooks: told, unset };
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
