import type { OptionChoice } from '../core/fields.ts';
import { readColor } from './colors.ts';

export const backgrounds = [
  { value: 'transparent', name: { en: 'Transparent', vi: 'Trong suốt' } },
  { value: 'white', name: { en: 'White', vi: 'Trắng' } },
  { value: 'black', name: { en: 'Black', vi: 'Đen' } },
  { value: 'blur', name: { en: 'Blurred picture', vi: 'Ảnh gốc làm mờ' } },
] as const satisfies readonly OptionChoice[];

const filled: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };

/** `transparent`, `blur` or `#rrggbb`; what was typed may be a name in either language. */
export function readBackground(text: string): string | undefined {
  const typed = text.normalize('NFC').trim().toLowerCase();
  const known = backgrounds.find(({ value, name }) =>
    [value, ...Object.values(name)].some((word) => word.toLowerCase() === typed),
  );
  if (known) return filled[known.value] ?? known.value;
  return readColor(typed)?.toLowerCase();
}
