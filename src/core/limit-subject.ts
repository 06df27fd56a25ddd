import type { Whom } from './limits.ts';

/** Whom a button is about: an empty text for all, `everyone`, or `role.123`. */
export const formatSubject = (whom: Whom | undefined): string => {
  if (!whom) return '';
  return whom.kind === 'everyone' ? 'everyone' : `${whom.kind}.${whom.id}`;
};

/** Undefined for what is no such text. */
export function parseSubject(text: string): { readonly about: Whom | undefined } | undefined {
  if (text === '') return { about: undefined };
  if (text === 'everyone') return { about: { kind: 'everyone' } };
  const [, kind, id] = /^(role|member|channel)\.(\d{1,20})$/.exec(text) ?? [];
  if (id === undefined || (kind !== 'role' && kind !== 'member' && kind !== 'channel')) return undefined;
  return { about: { kind, id } };
}
