import type { ResultPicture } from '../../core/job.ts';
import { pictureInputSchema } from '../../core/picture-input.ts';
import type { Finish } from '../../core/provider.ts';
import { onBackground } from '../images/background.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts } from './parts.ts';
import { createRequests } from './requests.ts';
import { once } from './results.ts';

type Parts = Pick<JobParts, 'operation' | 'facts' | 'sources' | 'spool' | 'log' | 'drawing'>;

/** Does to a picture what the provider does not do; a picture that cannot be finished is delivered as it came. */
export function createFinish(parts: Parts) {
  const { sources, spool, log, drawing } = parts;
  const requests = createRequests(parts);

  async function drawn(file: string, finish: Finish, job: HeldJob): Promise<Uint8Array | undefined> {
    const cutOut = spool.path(file);
    if (finish.background !== 'blur') return drawing.long(() => onBackground(cutOut, { color: finish.background }));
    const source = pictureInputSchema.safeParse(job.input[finish.option]).data;
    if (source?.kind !== 'stored') return undefined;
    return drawing.long(() => onBackground(cutOut, { blurred: sources.path(source.key) }));
  }

  return async (picture: ResultPicture, job: HeldJob): Promise<ResultPicture> => {
    const finish = picture.isFinished || !picture.spool ? undefined : requests.of(job)?.finish;
    if (!finish || !picture.spool) return picture;
    try {
      const bytes = await drawn(picture.spool, finish, job);
      return { ...picture, ...(bytes ? await spool.write(once(bytes)) : {}), isFinished: true };
    } catch (error) {
      log.warn({ err: error, job: job.id }, 'picture delivered without its background');
      return { ...picture, isFinished: true };
    }
  };
}
