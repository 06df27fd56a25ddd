import type { Endpoint, FreepikEndpoint } from '../description.ts';
import { account, fetchMany, fetchTask } from './apiframe-tasks.ts';
import { generate, job, me, uploads } from './apiframe-v2.ts';
import { remove, upload } from './file-service.ts';
import { fluxImagine } from './flux-imagine.ts';
import { geminiFlash } from './gemini-flash.ts';
import { imageExpand } from './image-expand.ts';
import { loras } from './loras.ts';
import { mystic } from './mystic.ts';
import { reimagineFlux } from './reimagine-flux.ts';
import { relight } from './relight.ts';
import { removeBackground } from './remove-background.ts';
import { styleTransfer } from './style-transfer.ts';
import { upscalerCreative } from './upscaler-creative.ts';
import { upscalerPrecision } from './upscaler-precision.ts';
import { upscalerPrecisionV2 } from './upscaler-precision-v2.ts';

export const fileServiceEndpoints: readonly Endpoint[] = [upload, remove];

export const freepikEndpoints: readonly FreepikEndpoint[] = [
  mystic,
  reimagineFlux,
  geminiFlash,
  imageExpand,
  removeBackground,
  styleTransfer,
  relight,
  upscalerPrecision,
  upscalerPrecisionV2,
  upscalerCreative,
];

export const freepikLists: readonly Endpoint[] = [loras];

export const apiframeEndpoints: readonly Endpoint[] = [fluxImagine, fetchTask, fetchMany, account];

export const apiframeV2Endpoints: readonly Endpoint[] = [generate, job, uploads, me];

/** In the order of the page. */
export const allEndpoints: readonly Endpoint[] = [
  ...fileServiceEndpoints,
  ...freepikEndpoints,
  ...freepikLists,
  ...apiframeEndpoints,
  ...apiframeV2Endpoints,
];
