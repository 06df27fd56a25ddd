import type { Database } from './database.ts';
import type { Document, People, Renaming } from './people-contract.ts';

const BATCH = 500;
/** Documents that are one person's and nobody else's. */
const isChoice = (key: string): boolean => /^(?:ping|person|pick):/.test(key);

/** Names that stand within texts: found by reading them one after the other, a little at a time. */
export function createPeopleTexts({
  kysely,
}: Database): Pick<People, 'rewriteActs' | 'rewriteDocuments' | 'documents'> {
  const documentsAfter = (after: string): Promise<Document[]> =>
    kysely.selectFrom('documents').selectAll().where('key', '>', after).orderBy('key').limit(BATCH).execute();

  async function moveDocument(key: string, value: string, { from, to }: Renaming): Promise<void> {
    await kysely.deleteFrom('documents').where('key', '=', key).execute();
    if (isChoice(key)) return;
    await kysely
      .insertInto('documents')
      .values({ key: renamed(key, from, to), value: renamed(value, from, to) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  return {
    async documents(personId, after) {
      const rows = await documentsAfter(after);
      const last = rows.at(-1);
      const found = rows.filter((row) => isChoice(row.key) && isAbout(personId, row));
      return { found, ...(last && rows.length === BATCH ? { next: last.key } : {}) };
    },
    async rewriteActs({ from, to }, after) {
      const rows = await kysely
        .selectFrom('audit')
        .select(['id', 'detail'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH)
        .execute();
      for (const { id, detail } of rows) {
        const changed = renamed(detail, from, to);
        if (changed === detail) continue;
        await kysely.updateTable('audit').set({ detail: changed }).where('id', '=', id).execute();
      }
      return rows.length < BATCH ? undefined : rows.at(-1)?.id;
    },
    async rewriteDocuments(renaming, after) {
      const rows = await documentsAfter(after);
      for (const { key, value } of rows) {
        if (isAbout(renaming.from, { key, value })) await moveDocument(key, value, renaming);
      }
      return rows.length < BATCH ? undefined : rows.at(-1)?.key;
    },
  };
}

/** The whole name only: an id may be the beginning of a longer number. */
const nameIn = (name: string): RegExp => new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`, 'g');

const renamed = (text: string, from: string, to: string): string => text.replace(nameIn(from), () => to);

const isAbout = (name: string, { key, value }: Document): boolean =>
  [key, value].some((text) => text.includes(name) && nameIn(name).test(text));
