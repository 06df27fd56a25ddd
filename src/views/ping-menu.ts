import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { PING_ID } from '../core/custom-id.ts';
import type { Language } from '../core/language.ts';
import { type PingWish, pingWishes } from '../core/ping-wish.ts';
import { textsFor } from '../i18n/index.ts';
import { textDisplay } from './message-body.ts';

/** Shows when the member is called now, and takes another wish. */
export function pingMenu(present: PingWish, language: Language): APIComponentInContainer[] {
  const { about, choices } = textsFor(language).ping;
  const options = pingWishes.map((wish) => ({ label: choices[wish], value: wish, default: wish === present }));
  const menu = { type: ComponentType.StringSelect as const, custom_id: PING_ID, options };
  return [textDisplay(`-# ${about}`), { type: ComponentType.ActionRow, components: [menu] }];
}
