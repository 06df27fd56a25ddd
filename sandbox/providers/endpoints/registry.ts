import type { Endpoint } from '../endpoint.ts';
import { mystic } from './mystic.ts';

export const freepikEndpoints: readonly Endpoint[] = [mystic];
