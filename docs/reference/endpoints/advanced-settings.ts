import { relightFields } from '../../../src/commands/relight-fields.ts';
import type { Parameter } from '../description.ts';
import { amount, choice, fixedGeneration } from '../parameters.ts';

const middle = { default: 50 };
const automatic = { default: 'automatic' };

/** `advanced_settings` of Relight. */
export const advancedSettings: Parameter = {
  name: 'advanced_settings',
  kind: 'object',
  about: { en: 'Finer controls', vi: 'Tinh chỉnh' },
  fields: [
    amount('whites', relightFields.whites, { en: 'Whites', vi: 'Vùng trắng sáng' }, middle),
    amount('blacks', relightFields.blacks, { en: 'Blacks', vi: 'Vùng đen tối' }, middle),
    amount('brightness', relightFields.brightness, { en: 'Brightness', vi: 'Độ sáng' }, middle),
    amount('contrast', relightFields.contrast, { en: 'Contrast', vi: 'Độ tương phản' }, middle),
    amount('saturation', relightFields.saturation, { en: 'Saturation', vi: 'Độ bão hòa màu' }, middle),
    choice('engine', relightFields.engine, { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' }, automatic),
    choice(
      'transfer_light_a',
      relightFields.light_level,
      { en: 'How much light is carried over', vi: 'Chuyển bao nhiêu ánh sáng sang' },
      automatic,
    ),
    choice(
      'transfer_light_b',
      relightFields.light_curve,
      { en: 'How the light is carried over', vi: 'Chuyển ánh sáng sang theo đường nào' },
      automatic,
    ),
    fixedGeneration,
  ],
};
