import type { EditWish } from './settings.ts';

/** What is somebody's, by number. */
export interface Holdings {
  readonly requests: number;
  readonly pictures: number;
  /** Handed in. */
  readonly files: number;
  /** In the works. */
  readonly open: number;
}

/** What /privacy answers, and what is told when its work has ended. */
export type PrivacyState =
  | { readonly kind: 'edits'; readonly edits: EditWish | undefined }
  | { readonly kind: 'export-asked' }
  | { readonly kind: 'export-under-way'; readonly since: number }
  | { readonly kind: 'export-too-soon'; readonly next: number }
  | { readonly kind: 'export-sent'; readonly parts: number; readonly unsent: number }
  /** In place of direct messages, which are closed. */
  | { readonly kind: 'export-here'; readonly parts: number; readonly unsent: number }
  | { readonly kind: 'export-closed' }
  | { readonly kind: 'export-failed' }
  | { readonly kind: 'delete-confirm'; readonly holdings: Holdings; readonly sure: string; readonly monthEnds: number }
  | { readonly kind: 'delete-asked' }
  | { readonly kind: 'delete-under-way'; readonly since: number }
  | { readonly kind: 'delete-stale' }
  | { readonly kind: 'delete-not-yours' }
  | { readonly kind: 'delete-done'; readonly requests: number; readonly beyondReach: number };

/** One message of an export. */
export interface ExportPart {
  readonly part: number;
  readonly isLast: boolean;
  /** Of the file. */
  readonly name: string;
  /** Answered in the place where it was asked for, for nobody else to see. */
  readonly isPrivate: boolean;
}
