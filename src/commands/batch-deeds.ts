import type { JsonObject } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import type { Facts, Operation } from '../core/operation.ts';
import type { PictureInput } from '../core/picture-input.ts';

/** What can be done with each of many pictures: an operation, and a choice of it where it needs one. */
export interface BatchDeed {
  /** As a form carries it. */
  readonly value: string;
  readonly operation: Operation;
  /** The option that takes the picture. */
  readonly option: string;
  readonly input: JsonObject;
  readonly name: Localized;
  readonly tier: string;
}

const ANY_PICTURE: PictureInput = { kind: 'result', jobId: '', index: 0 };
const MOST = 25;

/** Operations that take exactly one picture and need nothing else, or nothing but one choice. */
export function batchDeeds(operations: readonly Operation[], facts: Facts): readonly BatchDeed[] {
  return operations.flatMap((operation) => deedsOf(operation, facts)).slice(0, MOST);
}

function deedsOf(operation: Operation, facts: Facts): readonly BatchDeed[] {
  const { main, options, title, name } = operation;
  const [option, ...others] = main?.options ?? [];
  if (!main?.isNeeded || !option || others.length > 0 || options.some(({ required }) => required)) return [];
  const tierOf = (input: JsonObject) => {
    const prepared = operation.prepare({ ...input, [option]: ANY_PICTURE }, facts);
    return prepared.ok ? prepared.job.tier : undefined;
  };
  const tier = tierOf({});
  if (tier !== undefined) return [{ value: name, operation, option, input: {}, name: title, tier }];
  return options.flatMap((each) =>
    (each.choices ?? []).flatMap((choice): BatchDeed[] => {
      const input = { [each.name]: choice.value };
      const tier = tierOf(input);
      if (tier === undefined) return [];
      const en = `${title.en}: ${choice.name.en}`;
      const vi = `${title.vi}: ${choice.name.vi}`;
      return [{ value: `${name} ${each.name} ${choice.value}`, operation, option, input, name: { en, vi }, tier }];
    }),
  );
}
