import { z } from 'zod';

/** In the order in which they are handed out. */
export const exportSections = ['about', 'acts', 'requests', 'results', 'sources'] as const;
export type ExportSection = (typeof exportSections)[number];

/** After what the next file goes on; whatever is deleted meanwhile moves nothing. */
export const cursorSchema = z.object({ section: z.enum(exportSections), after: z.string() });
export type ExportCursor = z.infer<typeof cursorSchema>;

export const FIRST_CURSOR: ExportCursor = { section: 'about', after: '' };

export function nextSection({ section }: ExportCursor): ExportCursor | undefined {
  const next = exportSections[exportSections.indexOf(section) + 1];
  return next && { section: next, after: '' };
}

/** Whether what stands here was handed out already. */
export function isBefore(one: ExportCursor, other: ExportCursor): boolean {
  const [place, otherPlace] = [exportSections.indexOf(one.section), exportSections.indexOf(other.section)];
  return place === otherPlace ? one.after <= other.after : place < otherPlace;
}
