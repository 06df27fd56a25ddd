import type { Act } from './act-types.ts';
import type { GivenFile, GivenOption } from './command-options.ts';
import type { CommandVisibility } from './command-visibility.ts';
import type { createHandles } from './handles.ts';
import type { InteractionPlace, Interactions } from './interactions.ts';
import type { JsonObject } from './json.ts';
import type { MessagePayloads } from './message-payload.ts';
import type { MessageStore } from './messages.ts';
import type { FieldValue } from './modals.ts';
import { userPayload } from './payloads.ts';
import type { Uploads } from './uploads.ts';
import type { World } from './world.ts';

export interface Acting {
  readonly world: World;
  readonly commands: CommandVisibility;
  readonly messages: MessageStore;
  readonly payloads: MessagePayloads;
  readonly interactions: Interactions;
  readonly handles: ReturnType<typeof createHandles>;
  readonly uploads: Uploads;
  readonly nextId: () => string;
}

/** The parts that are alike in every interaction a person causes. */
export function openingOf(act: Act, id: string, kind: number, place: InteractionPlace, about: JsonObject) {
  const metadata: JsonObject = {
    id,
    type: kind,
    user: userPayload(act.user),
    authorizing_integration_owners: place.owners,
    ...about,
  };
  const extra: JsonObject = {
    ...(act.locale === undefined ? {} : { locale: act.locale }),
    ...(act.attachmentSizeLimit === undefined ? {} : { attachment_size_limit: act.attachmentSizeLimit }),
  };
  return { ...place, id, kind, metadata, extra, session: act.session };
}

/** Takes the files out of what a person gave, before the interaction that names them is built. */
export async function takeFiles(
  { uploads, payloads }: Acting,
  given: readonly (GivenOption | FieldValue)[],
  { channelId, sizeLimit }: { readonly channelId: string; readonly sizeLimit: number | undefined },
) {
  const files: readonly GivenFile['file'][] = given.flatMap((value) => {
    if (typeof value !== 'object') return [];
    if ('file' in value) return [value.file];
    return 'files' in value ? value.files : [];
  });
  const taken = await uploads(files, { channelId, ephemeral: true, sizeLimit });
  const shown = Object.fromEntries([...taken.values()].map((file) => [file.id, payloads.attachment(file)]));
  const resolved: JsonObject = taken.size > 0 ? { resolved: { attachments: shown } } : {};
  return { resolved, take: (file: GivenFile['file']) => taken.get(file)?.id ?? '' };
}
