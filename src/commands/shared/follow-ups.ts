import type { Localized } from '../../core/language.ts';
import type { FollowUp, Preset } from '../../core/operation.ts';

/** What a menu of a result offers beside the command with all its options. */

const shape = (value: string, label: Localized): Preset => ({ name: value, label, input: { shape: value } });

export const expandPresets: readonly Preset[] = [
  shape('16:9', { en: '16:9 widescreen', vi: '16:9 màn ảnh rộng' }),
  shape('9:16', { en: '9:16 story', vi: '9:16 tin dọc' }),
  shape('1:1', { en: '1:1 square', vi: '1:1 vuông' }),
  shape('1.5x', { en: 'Zoom out a little (1.5x)', vi: 'Lùi ra một chút (1.5x)' }),
  shape('2x', { en: 'Zoom out (2x)', vi: 'Lùi ra xa (2x)' }),
];

const light = (name: string, label: Localized, prompt: string): Preset => ({ name, label, input: { prompt } });

export const relightPresets: readonly Preset[] = [
  light('left', { en: 'Light from the left', vi: 'Ánh sáng từ bên trái' }, 'soft light that falls in from the left'),
  light('right', { en: 'Light from the right', vi: 'Ánh sáng từ bên phải' }, 'soft light that falls in from the right'),
  light('behind', { en: 'Light from behind', vi: 'Ánh sáng từ phía sau' }, 'light from behind, a bright rim of light'),
  light('golden', { en: 'Golden hour', vi: 'Nắng chiều vàng' }, 'golden hour, warm low sun'),
  light('studio', { en: 'Studio', vi: 'Phòng chụp' }, 'studio light, soft boxes, even and clean'),
  light('overcast', { en: 'Overcast day', vi: 'Ngày nhiều mây' }, 'overcast day, soft light without shadows'),
  light('night', { en: 'Night', vi: 'Ban đêm' }, 'night, blue moonlight'),
  light('neon', { en: 'Neon', vi: 'Đèn neon' }, 'neon light in pink and cyan, dark surroundings'),
];

const style = (name: string, label: Localized, words: string): Preset => ({
  name,
  label,
  input: { prompt: `The same picture as ${words}; everything stays in its place` },
});

/** In words, since style transfer needs a second picture as its reference. */
export const restylePresets: readonly Preset[] = [
  style('watercolour', { en: 'Watercolor', vi: 'Màu nước' }, 'a watercolor painting'),
  style('oil', { en: 'Oil painting', vi: 'Sơn dầu' }, 'an oil painting with visible brush strokes'),
  style('pencil', { en: 'Pencil drawing', vi: 'Vẽ chì' }, 'a pencil drawing on white paper'),
  style('ink', { en: 'Ink drawing', vi: 'Vẽ mực' }, 'an ink drawing with bold lines'),
  style('anime', { en: 'Anime', vi: 'Hoạt hình Nhật' }, 'a frame of a hand-drawn anime'),
  style('comic', { en: 'Comic', vi: 'Truyện tranh' }, 'a comic panel with flat colors'),
  style('pixels', { en: 'Pixel art', vi: 'Tranh điểm ảnh' }, 'pixel art'),
  style('clay', { en: 'Clay', vi: 'Đất nặn' }, 'a scene made of modeling clay'),
];

const picture = { from: 'picture' } as const;
const same = { from: 'same-input' } as const;

/** What can be made of any picture. */
const ofPicture: readonly FollowUp[] = [
  { action: 'upscale', operation: 'upscale', ...picture },
  { action: 'rmbg', operation: 'rmbg', ...picture },
  {
    action: 'expand',
    operation: 'expand',
    ...picture,
    presets: expandPresets,
    more: { operation: 'expand', option: 'shape' },
  },
  {
    action: 'relight',
    operation: 'relight',
    ...picture,
    presets: relightPresets,
    more: { operation: 'relight', option: 'prompt' },
  },
  ...(['edit', 'reimagine'] as const).map((operation) => ({
    action: 'restyle' as const,
    operation,
    ...picture,
    presets: restylePresets,
    more: { operation: 'style', option: 'reference' },
  })),
  { action: 'reword', operation: 'edit', ...picture, asks: 'prompt' },
];

interface Ways {
  /** What a fixed seed or the like is called: with it another try would be the same picture, and paid for. */
  readonly fixedBy?: readonly string[];
  /** The option through which a variation stays near the picture that it varies. */
  readonly variesBy?: string;
  /** Whether the words that it was made from can be edited. */
  readonly hasPrompt: boolean;
}

/** What results of an operation offer. */
export function followUpsOf(operation: string, { fixedBy, variesBy, hasPrompt }: Ways): readonly FollowUp[] {
  const without = fixedBy ? { without: fixedBy } : {};
  const near: FollowUp[] = variesBy ? [{ action: 'vary', operation, ...same, ...without, pictureAs: variesBy }] : [];
  const words: FollowUp[] = hasPrompt ? [{ action: 'prompt', operation, ...same, asks: 'prompt' }] : [];
  return [
    { action: 'again', operation, ...same, ...without },
    ...near,
    { action: 'vary', operation, ...same, ...without },
    ...ofPicture,
    ...words,
  ];
}
