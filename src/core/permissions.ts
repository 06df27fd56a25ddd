/** Permissions as Discord sends them, a number in letters; anything else allows nothing. */
export const permissionBits = (text: string): bigint => (/^\d+$/.test(text) ? BigInt(text) : 0n);

const ADMINISTRATOR = 1n << 3n;
const BITS = { ViewChannel: 1n << 10n, SendMessages: 1n << 11n, SendMessagesInThreads: 1n << 38n };

/** Whether they hold this bit, or the one that holds all. */
export const allows = (permissions: string, bit: bigint): boolean =>
  (permissionBits(permissions) & (bit | ADMINISTRATOR)) !== 0n;

interface Standing {
  /** Also the id of the role that everyone holds. */
  readonly serverId: string;
  readonly memberId: string;
  readonly isOwner: boolean;
  /** Those that the member holds, everyone's among them. */
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
  /** What the channel says of roles and members. */
  readonly overwrites: readonly { readonly id: string; readonly allow: string; readonly deny: string }[];
}

const allBits = (texts: readonly string[]): bigint => texts.reduce((bits, text) => bits | permissionBits(text), 0n);

/** What a member may do in a channel, as Discord counts: roles first, then what the channel says of everyone, of roles and of the member. */
export function permissionsIn({ serverId, memberId, isOwner, roles, overwrites }: Standing): string {
  const held = allBits(roles.map(({ permissions }) => permissions));
  if (isOwner || (held & ADMINISTRATOR) !== 0n) return ADMINISTRATOR.toString();
  const isOfRole = (id: string) => id !== serverId && roles.some((role) => role.id === id);
  const steps = [(id: string) => id === serverId, isOfRole, (id: string) => id === memberId];
  const bits = steps.reduce((before, isMeant) => {
    const said = overwrites.filter(({ id }) => isMeant(id));
    return (before & ~allBits(said.map(({ deny }) => deny))) | allBits(said.map(({ allow }) => allow));
  }, held);
  return bits.toString();
}

/** Of announcements, public and private; in them writing is a right of its own. */
const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);
/** Text, voice, announcements and stages: what has messages of its own beside threads. */
const WITH_MESSAGES: ReadonlySet<number> = new Set([0, 2, 5, 13]);

export const isThread = (channelType: number): boolean => THREADS.has(channelType);
export const holdsMessages = (channelType: number): boolean => WITH_MESSAGES.has(channelType) || isThread(channelType);

type WritingPermission = keyof typeof BITS;

/** What writing there needs and these permissions do not hold. */
export function missingToWrite(permissions: string, inThread: boolean): readonly WritingPermission[] {
  const needed = ['ViewChannel', inThread ? 'SendMessagesInThreads' : 'SendMessages'] as const;
  return needed.filter((name) => !allows(permissions, BITS[name]));
}

/** Whether somebody with these permissions may write in a channel of this type. */
export const mayWrite = (permissions: string, channelType: number): boolean =>
  holdsMessages(channelType) && missingToWrite(permissions, isThread(channelType)).length === 0;
