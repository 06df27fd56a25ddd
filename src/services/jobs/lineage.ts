import type { Job } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import { picturesOf } from '../../core/picture-input.ts';
import type { Jobs } from '../store/contract.ts';

/** Where a new job stands in a chain; without a root it is the first of its own. */
export type Lineage = Pick<Job, 'parentId' | 'parentIndex' | 'depth'> & { readonly rootId: string | undefined };

const NONE: Lineage = { parentId: undefined, parentIndex: undefined, rootId: undefined, depth: 0 };

/** Told by the picture that is really used. Another try of a job stands beside it, made from the same picture. */
export async function lineageOf(
  jobs: Pick<Jobs, 'byId'>,
  input: JsonObject,
  parentId: string | undefined,
): Promise<Lineage> {
  const used = resultsIn(input);
  const source = used.find(({ jobId }) => jobId === parentId) ?? used[0];
  const id = source?.jobId ?? parentId;
  const parent = id === undefined ? undefined : await jobs.byId(id);
  if (!parent) return NONE;
  if (!source) return parent.parentId === undefined ? NONE : parent;
  return { parentId: parent.id, parentIndex: source.index, rootId: parent.rootId, depth: parent.depth + 1 };
}

const resultsIn = (input: JsonObject) =>
  picturesOf(input).flatMap((picture) => (picture.kind === 'result' ? [picture] : []));
