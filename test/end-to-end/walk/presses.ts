import { type JsonObject, objectOf, objectsOf, textOf as textIn } from '../../../sandbox/discord/json.ts';
import { FLAGS, type StoredMessage } from '../../../sandbox/discord/messages.ts';
import type { ModalFields } from '../../../sandbox/discord/modals.ts';
import type { pictureFile } from '../pictures.ts';

type Photo = Awaited<ReturnType<typeof pictureFile>>;

/** A button, or one entry of a menu. */
export interface Press {
  readonly message: StoredMessage;
  readonly customId: string;
  readonly values: readonly string[];
}

const SELECT = 3;
const TEXT_INPUT = 4;
const FILE_UPLOAD = 19;

function* componentsIn(list: readonly JsonObject[]): Generator<JsonObject> {
  for (const component of list) {
    yield component;
    const accessory = objectOf(component, 'accessory');
    yield* componentsIn([...objectsOf(component, 'components'), ...(accessory ? [accessory] : [])]);
  }
}

export const isLoading = ({ flags }: StoredMessage): boolean => (flags & FLAGS.LOADING) !== 0;

/** Everything on a message that can be pressed. */
export function pressesOn(message: StoredMessage): readonly Press[] {
  if (message.deletedAt !== undefined || isLoading(message)) return [];
  return [...componentsIn(message.components)].flatMap((component): Press[] => {
    const customId = textIn(component, 'custom_id');
    if (customId === undefined || component['disabled'] === true) return [];
    if (component['type'] !== SELECT) return [{ message, customId, values: [] }];
    return objectsOf(component, 'options').map((option) => ({
      message,
      customId,
      values: [textIn(option, 'value') ?? ''],
    }));
  });
}

/** What it does, whether it stands alone or in a menu. */
export const actionOf = ({ customId, values }: Press): string => (values[0] ?? customId).split(':')[1] ?? '';

interface Answers {
  readonly photo: Photo;
  readonly files: number;
}

/** Whatever the form asks for. */
export function answersTo(modal: JsonObject, { photo, files }: Answers): ModalFields {
  const inputs = objectsOf(modal, 'components').flatMap((label): JsonObject[] => {
    const input = objectOf(label, 'component');
    return input ? [input] : [];
  });
  return Object.fromEntries(
    inputs.map((input) => {
      const most = Number(input['max_values'] ?? 1);
      const count = Math.max(Number(input['min_values'] ?? 0), Math.min(files, most));
      const [first] = objectsOf(input, 'options');
      const name = textIn(input, 'custom_id') ?? '';
      if (input['type'] === TEXT_INPUT) return [name, 'a hat in snow'];
      if (input['type'] === FILE_UPLOAD) return [name, { files: Array.from({ length: count }, () => photo) }];
      return [name, [textIn(first ?? {}, 'value') ?? '']];
    }),
  );
}
