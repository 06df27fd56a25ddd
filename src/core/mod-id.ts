/** Parts of the moderators' work that have buttons, menus and forms of their own. */
export const modAreas = ['limits', 'words', 'record', 'settings', 'stats', 'doctor'] as const;
export type ModArea = (typeof modAreas)[number];

/** A button, menu or form of moderators, as stateless as the members': whoever uses it is looked at first. */
export interface ModId {
  readonly area: ModArea;
  readonly deed: string;
  /** What it is about: an id, or an empty text. */
  readonly subject: string;
  /** From 1. */
  readonly n: number;
}

/** Buttons about a picture or its member. */
export const recordDeeds = ['open', 'delete', 'sure', 'spoiler', 'dismiss', 'hour', 'day', 'lasting', 'lift'] as const;
export type RecordDeed = (typeof recordDeeds)[number];

export const formatModId = ({ area, deed, subject, n }: ModId): string => `v1:mod:${area}:${deed}:${subject}:${n}`;

export function parseModId(text: string): ModId | undefined {
  const [, name, deed, subject = '', n] =
    /^v1:mod:([a-z]+):([a-z-]{1,20}):([\w.@-]{0,40}):([1-9]\d{0,5})$/.exec(text) ?? [];
  const area = modAreas.find((each) => each === name);
  return area && deed ? { area, deed, subject, n: Number(n) } : undefined;
}
