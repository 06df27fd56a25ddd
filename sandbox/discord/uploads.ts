import type { Cdn } from './cdn.ts';
import type { GivenFile } from './command-options.ts';
import { inspectFile, safeName } from './files.ts';
import type { Attachment } from './types.ts';

export type Uploads = ReturnType<typeof createUploads>;

export interface UploadsOptions {
  readonly cdn: Cdn;
  readonly nextId: () => string;
}

/** Files that users attach: stored for good or, for options of commands, as ephemeral ones. */
export function createUploads({ cdn, nextId }: UploadsOptions) {
  return async (files: readonly GivenFile['file'][], channelId: string, ephemeral: boolean) => {
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
