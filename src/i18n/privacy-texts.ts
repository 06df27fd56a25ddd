import type { Holdings } from '../core/privacy.ts';

/** Texts of /privacy; points in time come as Discord's own timestamps. */
export interface PrivacyTexts {
  readonly edits: Readonly<Record<'yes' | 'no' | 'unsaid', string>>;
  readonly exportAsked: string;
  exportUnderWay(since: string): string;
  exportTooSoon(next: string): string;
  exportSent(parts: number, unsent: number): string;
  exportHere(parts: number, unsent: number): string;
  readonly exportClosed: string;
  readonly exportFailed: string;
  /** Above a file. */
  exportPart(part: number, isLast: boolean): string;
  confirm(holdings: Holdings, monthEnds: string): string;
  readonly sure: string;
  readonly deleteAsked: string;
  deleteUnderWay(since: string): string;
  readonly deleteStale: string;
  readonly deleteNotYours: string;
  deleteDone(requests: number, beyondReach: number): string;
  /** The file that explains the others. */
  readme(at: string): string;
  /** Heads the list of what was not put into the files. */
  readonly unsentTitle: string;
  /** In place of a link. */
  readonly noLink: string;
}
