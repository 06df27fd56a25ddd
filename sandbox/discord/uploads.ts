import type { Cdn } from './cdn.ts';
import type { GivenFile } from './command-options.ts';
import { inspectFile, safeName } from './files.ts';
import type { Attachment } from './types.ts';

export type Uploads = ReturnType<typeof createUploads>;

export interface UploadsOptions {
  readonly cdn: Cdn;
  readonly nextId: () => string;
  /** In bytes, where a person has no other. */
  readonly sizeLimit: number;
}

export interface UploadPlace {
  readonly channelId: string;
  readonly ephemeral: boolean;
  readonly sizeLimit?: number | undefined;
}

/** Files that users attach: stored for good or, for options of commands, as ephemeral ones. Discord takes none above the limit. */
export function createUploads({ cdn, nextId, sizeLimit }: UploadsOptions) {
  return async (files: readonly GivenFile['file'][], place: UploadPlace) => {
    const { channelId, ephemeral } = place;
    const most = place.sizeLimit ?? sizeLimit;
    const large = files.find((file) => file.bytes.length > most);
    if (large) throw new Error(`${large.name} has ${large.bytes.length} bytes, more than the ${most} that may be sent`);
    const taken = new Map<GivenFile['file'], Attachment>();
    for (const file of files) {
      const bytes = Buffer.from(file.bytes);
      const seen = await inspectFile({ field: '', filename: file.name, contentType: file.contentType, bytes });
      const attachment: Attachment = {
        id: nextId(),
        channelId,
        filename: safeName(file.name),
        contentType: file.contentType ?? seen.contentType,
        size: bytes.length,
        bytes,
        width: seen.width,
        height: seen.height,
        description: undefined,
        ephemeral,
        spoiler: file.name.startsWith('SPOILER_'),
      };
      cdn.add(attachment);
      taken.set(file, attachment);
    }
    return taken;
  };
}
