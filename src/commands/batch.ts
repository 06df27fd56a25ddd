import type { MemberCommand } from '../core/command.ts';
import type { JsonObject } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import type { Facts, Operation } from '../core/operation.ts';
import type { PictureInput } from '../core/picture.ts';

export const batch = {
  name: 'batch',
  localNames: { vi: 'hàng_loạt' },
  description: {
    en: 'Do the same with up to ten pictures at once',
    vi: 'Làm cùng một việc với tối đa mười ảnh',
  },
  options: [
    {
      name: 'private',
      kind: 'flag',
      required: false,
      localNames: { vi: 'riêng_tư' },
      description: { en: 'Only you see the result', vi: 'Chỉ mình bạn thấy kết quả' },
    },
    {
      name: 'spoiler',
      kind: 'flag',
      required: false,
      localNames: { vi: 'che_ảnh' },
      description: { en: 'Hide the pictures until they are clicked', vi: 'Che ảnh cho tới khi được bấm' },
    },
  ],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;

/** What can be done with each of many pictures: an operation, and a choice of it where it needs one. */
interface BatchOperation {
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
export function batchOperations(operations: readonly Operation[], facts: Facts): readonly BatchOperation[] {
  return operations.flatMap((operation) => operationsOf(operation, facts)).slice(0, MOST);
}

function operationsOf(operation: Operation, facts: Facts): readonly BatchOperation[] {
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
    (each.choices ?? []).flatMap((choice): BatchOperation[] => {
      const input = { [each.name]: choice.value };
      const tier = tierOf(input);
      if (tier === undefined) return [];
      const en = `${title.en}: ${choice.name.en}`;
      const vi = `${title.vi}: ${choice.name.vi}`;
      return [{ value: `${name} ${each.name} ${choice.value}`, operation, option, input, name: { en, vi }, tier }];
    }),
  );
}
