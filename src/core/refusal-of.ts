import type { z } from 'zod';
import type { OptionShape } from './fields.ts';
import type { Refusal } from './refusal.ts';

interface NamedOption extends OptionShape {
  readonly name: string;
}

/** The first complaint of a schema as the refusal that names the option. */
export function refusalOf(error: z.ZodError, options: readonly NamedOption[]): Refusal {
  const [issue] = error.issues;
  const option = String(issue?.path[0] ?? '');
  const shape = options.find(({ name }) => name === option);
  if (!issue || !shape) return { code: 'bad-value', option };
  if (issue.input === undefined && issue.path.length === 1) return { code: 'missing', option };
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { code: 'too-long', option, limit: Number(issue.maximum), actual: String(issue.input).length };
  }
  if (issue.code === 'too_small' && issue.origin === 'string') return { code: 'blank', option };
  const { minimum, maximum } = shape;
  if (minimum !== undefined && maximum !== undefined) return { code: 'out-of-range', option, minimum, maximum };
  if (minimum !== undefined && issue.code === 'too_small') return { code: 'out-of-range', option, minimum };
  if (!shape.choices) return { code: 'bad-value', option };
  const value = String(issue.input).slice(0, 40);
  return { code: 'bad-choice', option, value, allowed: shape.choices.map((choice) => choice.value) };
}
