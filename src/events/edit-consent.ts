import type { Consent } from '../core/consent.ts';
import type { Job } from '../core/job.ts';
import { unreachable } from '../core/json.ts';
import { readPersonSettings } from '../services/settings/person-settings.ts';
import type { Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';
import type { SettingsOf } from './settings-of.ts';

interface Parts {
  readonly store: Pick<Store, 'documents'>;
  readonly settingsOf: SettingsOf;
}

const yes: Consent = { ok: true };
const no = (why: Extract<Consent, { ok: false }>['why']): Consent => ({ ok: false, why });

/** Whether somebody may edit what is somebody else's: what a person refuses is refused everywhere. */
export function createEditConsent({ store, settingsOf }: Parts) {
  const wishOf = async (userId: string) => (await readPersonSettings(store, userId)).edits;

  return {
    /** Of a result of ours, and of whoever's picture it was made from. */
    async ofJob({ ownerId, credit }: Pick<Job, 'ownerId' | 'credit'>, actor: Actor): Promise<Consent> {
      const people = new Set([ownerId, ...(credit ? [credit.authorId] : [])]);
      people.delete(actor.ownerId);
      const wishes = await Promise.all([...people].map(wishOf));
      return wishes.includes('no') ? no('author-refuses') : yes;
    },
    /** Of a picture in a message; undefined where Discord does not say whose. */
    async ofAuthor(authorId: string | undefined, actor: Actor): Promise<Consent> {
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
    },
  };
}

export type EditConsent = ReturnType<typeof createEditConsent>;
