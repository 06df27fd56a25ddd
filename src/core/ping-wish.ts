/** Whether a member wants to be called when a picture is there: `long` is after a wait that was worth turning away for. */
export const pingWishes = ['long', 'always', 'never'] as const;
export type PingWish = (typeof pingWishes)[number];

export const parsePingWish = (text: unknown): PingWish | undefined => pingWishes.find((each) => each === text);
