import { createHmac } from 'node:crypto';

/** What stands in place of the id of somebody whose data was deleted, until the month ends: limits still hold, names are gone. */
export interface Aliases {
  /** The same each time for the same id; nobody without the key of this installation finds it. */
  of(personId: string): string;
  /** Under which rows about somebody may stand: what counts against them is looked up under both. */
  namesOf(personId: string): readonly string[];
  /** Of a scope that is a person's own; a server's stays as it is. */
  ofScope(scope: string): string;
  scopesOf(scope: string): readonly string[];
}

const MARK = '#';
const PERSONAL = '@';

export const isAlias = (name: string): boolean => name.startsWith(MARK);

export const personalScope = (personId: string): string => PERSONAL + personId;

/** Looks like an alias, and is nobody's. */
export const nobody = (random: string): string => MARK + random;

export function createAliases(key: string): Aliases {
  const of = (personId: string): string =>
    isAlias(personId) ? personId : MARK + createHmac('sha256', key).update(personId).digest('base64url');
  const ofScope = (scope: string): string =>
    scope.startsWith(PERSONAL) ? personalScope(of(scope.slice(PERSONAL.length))) : scope;

  return {
    of,
    namesOf: (personId) => [...new Set([personId, of(personId)])],
    ofScope,
    scopesOf: (scope) => [...new Set([scope, ofScope(scope)])],
  };
}
