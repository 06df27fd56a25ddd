import { z } from 'zod';
import { percent } from './fields.ts';

const engines = [
  'automatic',
  'balanced',
  'cool',
  'real',
  'illusio',
  'fairy',
  'colorful_anime',
  'hard_transform',
  'softy',
] as const;

const lightA = ['automatic', 'low', 'medium', 'normal', 'high', 'high_on_faces'] as const;

/** `strong_mid` is accepted, and makes the task fail. */
const lightB = [
  'automatic',
  'composition',
  'straight',
  'smooth_in',
  'smooth_out',
  'smooth_both',
  'reverse_both',
  'soft_in',
  'soft_out',
  'soft_mid',
  'strong_mid',
  'style_shift',
  'strong_shift',
] as const;

export const advancedSettings = z.strictObject({
  whites: percent.default(50),
  blacks: percent.default(50),
  brightness: percent.default(50),
  contrast: percent.default(50),
  saturation: percent.default(50),
  engine: z.enum(engines).default('automatic'),
  transfer_light_a: z.enum(lightA).default('automatic'),
  transfer_light_b: z.enum(lightB).default('automatic'),
  fixed_generation: z.boolean().default(false),
});
