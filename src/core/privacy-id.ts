/** The last word of somebody who wants to be forgotten: as stateless as other buttons, theirs alone, and good for a while. */
export interface ForgetId {
  readonly ownerId: string;
  /** When it was asked, in milliseconds. */
  readonly askedAt: number;
}

export const formatForgetId = ({ ownerId, askedAt }: ForgetId): string =>
  `v1:forget:${ownerId}:${Math.floor(askedAt / 1000)}`;

export function parseForgetId(text: string): ForgetId | undefined {
  const [, ownerId, seconds] = /^v1:forget:(\d{1,20}):(\d{1,11})$/.exec(text) ?? [];
  return ownerId && seconds ? { ownerId, askedAt: Number(seconds) * 1000 } : undefined;
}
