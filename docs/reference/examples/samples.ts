import type { FreepikEndpoint, Sample } from '../description.ts';

/** What an example follows from. */
export type Described = Pick<FreepikEndpoint, 'path' | 'encoding' | 'answers' | 'shape' | 'sample'>;

const FILE = /^file:(.+)$/;
const VARIABLE = /^env:(.+)$/;

/** The file whose content stands here. */
export const fileIn = (sample: Sample): string | undefined =>
  typeof sample === 'string' ? FILE.exec(sample)?.[1] : undefined;

/** The environment variable whose value stands here. */
export const variableIn = (sample: Sample): string | undefined =>
  typeof sample === 'string' ? VARIABLE.exec(sample)?.[1] : undefined;

/** In the order in which they stand in the body. */
export function filesIn(sample: Sample): readonly string[] {
  const file = fileIn(sample);
  if (file !== undefined) return [file];
  return typeof sample === 'object' ? Object.values(sample).flatMap((part: Sample) => filesIn(part)) : [];
}
