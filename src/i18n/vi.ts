import type { Texts } from './texts.ts';
import { batch } from './vi/batch.ts';
import { buttons } from './vi/buttons.ts';
import { card } from './vi/card.ts';
import { chain } from './vi/chain.ts';
import { consent } from './vi/consent.ts';
import { denials } from './vi/denials.ts';
import { doctor } from './vi/doctor.ts';
import { failures } from './vi/failures.ts';
import { limitDesk } from './vi/limit-desk.ts';
import { limits } from './vi/limits.ts';
import { menus } from './vi/menus.ts';
import { notices } from './vi/notices.ts';
import { operator } from './vi/operator.ts';
import { pages } from './vi/pages.ts';
import { ping } from './vi/ping.ts';
import { privacy } from './vi/privacy.ts';
import { quota } from './vi/quota.ts';
import { record } from './vi/record.ts';
import { refusals } from './vi/refusals.ts';
import { results } from './vi/results.ts';
import { settings } from './vi/settings.ts';
import { stats } from './vi/stats.ts';
import { words } from './vi/words.ts';

export const vi: Texts = {
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
