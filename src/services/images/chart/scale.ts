export interface Scale {
  /** Value at the upper end. */
  readonly top: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5, 10];
const MOST_TICKS = 5;
/** Less than this is drawn like it: the steps of still smaller numbers are none any more. */
const SMALLEST = 1e-9;

/** From zero to a round number that nothing exceeds; whole steps where all values are whole. */
export function scaleFor(values: readonly number[]): Scale {
  const maximum = Math.max(0, ...values);
  const rough = (maximum > 0 ? Math.max(maximum, SMALLEST) : 1) / MOST_TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const round = (STEPS.find((each) => each * magnitude >= rough * 0.999) ?? 10) * magnitude;
  const step = values.every(Number.isInteger) ? Math.max(1, round) : round;
  const count = Math.max(1, Math.ceil(maximum / step - 0.001));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
