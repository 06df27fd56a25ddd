import type { Place } from '../core/job.ts';
import { type ServerSettings, unsetSettings } from '../core/server-settings.ts';
import { readServerSettings } from '../services/settings/server-settings.ts';
import type { Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';

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
