import { flag } from '../core/fields.ts';

/** How the API counts most strengths. */
export const percent = { minimum: 0, maximum: 100 };

/** `fixed_generation` of the Freepik endpoints. */
export const repeatable = flag({
  localNames: { vi: 'lặp_lại_được' },
  description: { en: 'The same settings give the same picture', vi: 'Cùng thiết lập cho ra cùng một ảnh' },
});
