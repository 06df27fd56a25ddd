import { isReady } from '../../core/card.ts';
import { type HostList, isAllowed } from '../../core/hosts.ts';
import type { Job, Post } from '../../core/job.ts';
import { unreachable } from '../../core/json.ts';
import { type PictureError, type PictureInput, picturesOf, resultIn } from '../../core/picture.ts';
import type { Refusal } from '../../core/refusal.ts';
import { isUlid } from '../../core/ulid.ts';
import type { Store } from '../store/contract.ts';
import { SOURCE_NAME } from './clean-source.ts';
import { MAXIMUM_SOURCE_BYTES } from './open-source.ts';
import { MAXIMUM_SOURCE_MEGAPIXELS } from './sources.ts';

export interface Seeker {
  readonly ownerId: string;
  readonly scope: string;
}

/** A picture that a member pointed at, and what goes over to whatever is made from it. */
interface FoundPicture {
  readonly picture: PictureInput;
  readonly parentId: string | undefined;
  readonly isSpoiler: boolean;
}

export type FindPicture = (typed: string, seeker: Seeker) => Promise<FoundPicture | Refusal>;

const OPTION = 'from';
const RESULT = /^([0-9a-z]{26})(?:[:#]([1-9]\d?))?$/i;
const notFound: Refusal = { code: 'picture-not-found', option: OPTION };

/** Reads what `from` may hold: a job's id, one of the member's own copies, or a link. */
export function createFindPicture({
  store,
  linkHosts,
}: {
  readonly store: Store;
  readonly linkHosts: HostList;
}): FindPicture {
  async function findResult(id: string, place: number, seeker: Seeker): Promise<FoundPicture | Refusal> {
    const job = isUlid(id) ? await store.jobs.byId(id) : undefined;
    const post = job && (await store.posts.byId(job.postId));
    const picture = job?.results[place];
    if (!job || !post || !mayUse(job, post, seeker) || !isReady(job) || !picture) return notFound;
    if (picture.isExpired) return { code: 'picture-expired', option: OPTION };
    const { width, height } = picture;
    return {
      picture: { kind: 'result', jobId: job.id, index: place, ...(width && height ? { width, height } : {}) },
      parentId: job.id,
      isSpoiler: post.isSpoiler || picture.nsfw === true,
    };
  }

  async function findCopy(key: string, { ownerId }: Seeker): Promise<FoundPicture | Refusal> {
    const source = await store.sources.find(ownerId, key);
    if (!source) return notFound;
    const { width, height, bytes } = source;
    const { isSpoiler } = source;
    return { picture: { kind: 'stored', key, width, height, bytes }, parentId: undefined, isSpoiler };
  }

  function findLink(text: string): FoundPicture | Refusal {
    const url = URL.parse(text);
    if (!url) return notFound;
    if (!isAllowed(linkHosts, url)) return { code: 'link-not-allowed', option: OPTION, host: url.host || url.protocol };
    return { picture: { kind: 'link', url: url.href }, parentId: undefined, isSpoiler: false };
  }

  return async (typed, seeker) => {
    const text = typed.trim().replace(/^<(.*)>$/, '$1');
    const [, id, place = '1'] = RESULT.exec(text) ?? [];
    if (id) return findResult(id.toUpperCase(), Number(place) - 1, seeker);
    if (SOURCE_NAME.test(text)) return findCopy(text, seeker);
    return /^[a-z][a-z0-9+.-]*:/i.test(text) ? findLink(text) : notFound;
  };
}

export const isFound = (found: FoundPicture | Refusal): found is FoundPicture => 'picture' in found;

/** One's own, and what everybody sees in the same server; for anybody else it does not exist. */
export function mayUse(job: Job, post: Post, { ownerId, scope }: Seeker): boolean {
  return job.ownerId === ownerId || (!post.isPrivate && post.place.guildId !== undefined && post.scope === scope);
}

/** Somebody else's private picture does not exist; a public one is there for those who see its message, too. */
export const maySee = (
  job: Job,
  post: Post,
  viewer: Seeker & { readonly place: Pick<Post['place'], 'channelId'> },
): boolean => mayUse(job, post, viewer) || (!post.isPrivate && post.place.channelId === viewer.place.channelId);

/** The result that went into a job; undefined for what was handed in. */
export function resultBehind(job: Pick<Job, 'input' | 'parentId' | 'parentIndex'>, picture: PictureInput) {
  const { input, parentId: jobId, parentIndex: index } = job;
  const known = resultIn(picture);
  if (known || jobId === undefined || index === undefined) return known;
  // copies that were made before they said so: a job of a single picture was made from that of its parent
  return picturesOf(input).length === 1 ? { jobId, index } : undefined;
}

const USUAL_MEGABYTES = MAXIMUM_SOURCE_BYTES / 1024 / 1024;

/** What is wrong with the picture of an option, for the member. */
export function pictureRefusal(option: string, { problem, about }: Pick<PictureError, 'problem' | 'about'>): Refusal {
  switch (problem) {
    case 'not-a-picture':
      return { code: 'not-a-picture', option };
    case 'too-large':
      return { code: 'picture-too-large', option, limitMegabytes: about.limitMegabytes ?? USUAL_MEGABYTES };
    case 'too-many-pixels':
      return { code: 'picture-too-many-pixels', option, limitMegapixels: MAXIMUM_SOURCE_MEGAPIXELS };
    case 'unreadable':
      return { code: 'picture-unreadable', option };
    case 'not-found':
      return { code: 'picture-not-found', option };
    case 'expired':
      return { code: 'picture-expired', option };
    case 'unreachable':
      return { code: 'picture-unreachable', option };
    case 'host-refused':
      return { code: 'link-not-allowed', option, host: about.host ?? '' };
    default:
      return unreachable(problem);
  }
}
