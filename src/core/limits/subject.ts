import type { Place } from '../job.ts';
import type { Subject } from '../limits.ts';

interface Member {
  readonly scope: string;
  readonly ownerId: string;
  /** Where an interaction tells them; a post keeps them with its place. */
  readonly roles?: readonly string[];
  readonly place: Pick<Place, 'channelId' | 'parentId' | 'roles'>;
}

/** Whom limits are looked up for, where they are. */
export function subjectOf({ scope, ownerId, roles, place }: Member): Subject {
  const { channelId, parentId } = place;
  return {
    scope,
    memberId: ownerId,
    roles: roles ?? place.roles ?? [],
    channels: [channelId, ...(parentId ? [parentId] : [])],
  };
}

/** Outside of servers only the operator's own limits apply. */
export const isServer = (scope: string): boolean => !scope.startsWith('@');
