import type { Store } from '../store/contract.ts';
import type { Renaming } from '../store/people-contract.ts';
import { namedPlaces } from '../store/people-places.ts';

const places = Object.keys(namedPlaces).filter((name): name is keyof typeof namedPlaces => name in namedPlaces);

type Rewrite = (session: Pick<Store, 'people'>, after: string) => Promise<string | undefined>;

/** A name in everything but jobs and limits: what somebody did, what is said of them, what they chose. */
export async function renameEverywhere(store: Store, renaming: Renaming): Promise<void> {
  await store.transaction((session) => session.people.renameActor(renaming));
  for (const place of places) await rewriteAll(store, ({ people }, after) => people.rewrite(place, renaming, after));
  await rewriteAll(store, ({ people }, after) => people.rewriteDocuments(renaming, after));
}

/** A little in each transaction, so that nobody waits for it. */
async function rewriteAll(store: Store, rewrite: Rewrite): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    after = await store.transaction((session) => rewrite(session, from));
  }
}
