import type { Endpoint } from '../endpoint.ts';
import { geminiFlash } from './gemini-flash.ts';
import { imageExpand } from './image-expand.ts';
import { mystic } from './mystic.ts';
import { reimagineFlux } from './reimagine-flux.ts';
import { relight } from './relight.ts';
import { removeBackground } from './remove-background.ts';
import { styleTransfer } from './style-transfer.ts';
import { upscalerCreative } from './upscaler-creative.ts';
import { upscalerPrecision } from './upscaler-precision.ts';
import { upscalerPrecisionV2 } from './upscaler-precision-v2.ts';

export const freepikEndpoints: readonly Endpoint[] = [
  mystic,
  reimagineFlux,
  imageExpand,
  geminiFlash,
  removeBackground,
  styleTransfer,
  relight,
  upscalerPrecision,
  upscalerPrecisionV2,
  upscalerCreative,
];
