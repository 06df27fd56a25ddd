import { isErased, type Job, type Place } from '../../core/job.ts';
import { unreachable } from '../../core/json.ts';
import type { PictureInput } from '../../core/picture.ts';
import { type Consent, type ConsentRefusal, type ServerSettings, unsetSettings } from '../../core/settings.ts';
import { maySee, resultBehind } from '../../services/pictures/find.ts';
import { readPersonSettings, readServerSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store/contract.ts';
import type { Actor } from '../shared/actor.ts';

/** What the server wants in which somebody acts: asked for where it is needed, and read once at the most. */
export type SettingsOf = (actor: Pick<Actor, 'scope' | 'place'>) => Promise<ServerSettings>;

export function createSettingsOf(store: Pick<Store, 'documents'>): SettingsOf {
  const known = new WeakMap<object, Promise<ServerSettings>>();
  return (actor) => {
    const { scope, place } = actor;
    if (place.guildId === undefined || scope !== place.guildId) return Promise.resolve(unsetSettings);
    const reading = known.get(actor) ?? readServerSettings(store, place.guildId);
    known.set(actor, reading);
    return reading;
  };
}

/** A place in which everybody is spoken to as the server wants it. */
export const placeIn = (place: Place, { language }: ServerSettings): Place =>
  language === undefined ? place : { ...place, publicLanguage: language };

interface Parts {
  readonly store: Pick<Store, 'documents' | 'jobs' | 'posts'>;
  readonly settingsOf: SettingsOf;
}

/** `isBorrowed`: somebody else handed it in, and allows it. */
type InputConsent = { readonly ok: true; readonly isBorrowed: boolean } | Extract<Consent, { ok: false }>;

const yes: Consent = { ok: true };
const no = (why: ConsentRefusal): Extract<Consent, { ok: false }> => ({ ok: false, why });

/** Whether somebody may edit what is somebody else's: what a person refuses is refused everywhere. */
export function createEditConsent({ store, settingsOf }: Parts) {
  const wishOf = async (userId: string) => (await readPersonSettings(store, userId)).edits;

  /** Of a result of ours, and of whoever's picture it was made from. */
  async function ofJob({ ownerId, credit }: Pick<Job, 'ownerId' | 'credit'>, actor: Actor): Promise<Consent> {
    const people = new Set([ownerId, ...(credit ? [credit.authorId] : [])]);
    people.delete(actor.ownerId);
    const wishes = await Promise.all([...people].map(wishOf));
    return wishes.includes('no') ? no('author-refuses') : yes;
  }

  /** Of a picture in a message; undefined where Discord does not say whose. */
  async function ofAuthor(authorId: string | undefined, actor: Actor): Promise<Consent> {
    if (authorId === actor.ownerId) return yes;
    const { consent } = await settingsOf(actor);
    if (authorId === undefined || consent === 'own') return no('own-only');
    const wish = await wishOf(authorId);
    if (wish === 'no') return no('author-refuses');
    switch (consent) {
      case 'opted-in':
        return wish === 'yes' ? yes : no('author-did-not-agree');
      case 'anyone':
        return yes;
      default:
        return unreachable(consent);
    }
  }

  /** The result that went into a job, and whether this member sees it. */
  async function resultOf(job: Job, picture: PictureInput, actor: Actor) {
    const result = resultBehind(job, picture);
    const made = result && (await store.jobs.byId(result.jobId));
    const post = made && (await store.posts.byId(made.postId));
    const isSeen = made !== undefined && post !== undefined && !isErased(made) && maySee(made, post, actor);
    return { made, picture: made?.results[result?.index ?? 0], isSeen };
  }

  return {
    ofJob,
    ofAuthor,
    resultOf,
    /** Of what went into somebody's job: results that all see are open, the rest is as private as a member's own file. */
    async ofInputs(job: Job, pictures: readonly PictureInput[], actor: Actor): Promise<InputConsent> {
      const authors = new Set<string>();
      for (const picture of pictures) {
        const { made, isSeen } = await resultOf(job, picture, actor);
        const consented = made ? await ofJob(made, actor) : yes;
        if (!consented.ok) return consented;
        if (isSeen || job.ownerId === actor.ownerId) continue;
        authors.add(made?.ownerId ?? job.ownerId);
        if (job.credit) authors.add(job.credit.authorId);
      }
      for (const author of authors) {
        const consented = await ofAuthor(author, actor);
        if (!consented.ok) return consented;
      }
      return { ok: true, isBorrowed: authors.size > 0 };
    },
  };
}

export type EditConsent = ReturnType<typeof createEditConsent>;
