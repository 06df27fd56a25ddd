import type { Place } from '../place.ts';
import type { Entrance } from '../run.ts';
import { fileService } from './file-service.ts';
import { interactions } from './interactions.ts';
import { providers } from './providers.ts';
import { customIds, environment } from './pure.ts';
import { http, webhooks } from './requests.ts';
import { rows } from './rows.ts';
import { bytes, gateway } from './sockets.ts';

/** Every way by which something comes in, quick ones first: time that they do not need is the others'. A new one is a line here. */
export const entrances: readonly Entrance<Place>[] = [
  customIds,
  environment,
  providers,
  fileService,
  http,
  webhooks,
  bytes,
  gateway,
  rows,
  interactions,
];
