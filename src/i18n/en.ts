import { batch } from './en/batch.ts';
import { buttons } from './en/buttons.ts';
import { card } from './en/card.ts';
import { chain } from './en/chain.ts';
import { consent } from './en/consent.ts';
import { denials } from './en/denials.ts';
import { doctor } from './en/doctor.ts';
import { failures } from './en/failures.ts';
import { limitDesk } from './en/limit-desk.ts';
import { limits } from './en/limits.ts';
import { menus } from './en/menus.ts';
import { notices } from './en/notices.ts';
import { operator } from './en/operator.ts';
import { pages } from './en/pages.ts';
import { ping } from './en/ping.ts';
import { privacy } from './en/privacy.ts';
import { quota } from './en/quota.ts';
import { record } from './en/record.ts';
import { refusals } from './en/refusals.ts';
import { results } from './en/results.ts';
import { settings } from './en/settings.ts';
import { stats } from './en/stats.ts';
import { words } from './en/words.ts';
import type { Texts } from './texts.ts';

export const en: Texts = {
  card,
  buttons,
  failures,
  refusals,
  denials,
  notices,
  pages,
  ping,
  menus,
  results,
  chain,
  batch,
  doctor,
  stats,
  words,
  limitDesk,
  settings,
  consent,
  record,
  limits,
  quota,
  operator,
  privacy,
};
