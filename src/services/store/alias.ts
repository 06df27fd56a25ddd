import { createHmac } from 'node:crypto';

/** What stands in place of the id of somebody whose data was deleted: limits still hold, names are gone. */
export interface Aliases {
  /** The same each time for the same id, until the month ends; nobody without the key of this installation finds it. */
  of(personId: string): string;
  /** For as long as something restricts them there; another one in each server, so that nothing joins them. */
  inScope(scope: string, personId: string): string;
  /** Under which rows about somebody may stand: what counts against them is looked up under all. */
  namesOf(personId: string): readonly string[];
  namesIn(scope: string, personId: string): readonly string[];
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
  const codeOf = (text: string): string => MARK + createHmac('sha256', key).update(text).digest('base64url');
  const of = (personId: string): string => (isAlias(personId) ? personId : codeOf(personId));
  // made of the alias, so that whatever still has that finds it
  const inScope = (scope: string, personId: string): string => codeOf(`${scope} ${of(personId)}`);
  const ofScope = (scope: string): string =>
    scope.startsWith(PERSONAL) ? personalScope(of(scope.slice(PERSONAL.length))) : scope;

  return {
    of,
    inScope,
    namesOf: (personId) => [...new Set([personId, of(personId)])],
    namesIn: (scope, personId) => [...new Set([personId, of(personId), inScope(scope, personId)])],
    ofScope,
    scopesOf: (scope) => [...new Set([scope, ofScope(scope)])],
  };
}
