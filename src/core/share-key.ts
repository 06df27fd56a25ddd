const PREFIX = 'share:';

/** Kept with the public posts of a private one, so that it is shared once at a time. */
export const shareKeyOf = (postId: string): string => PREFIX + postId;

/** The private post that a public one shows; undefined for what was asked for. */
export const sharedPostOf = (actionKey: string | undefined): string | undefined =>
  actionKey?.startsWith(PREFIX) ? actionKey.slice(PREFIX.length) : undefined;
