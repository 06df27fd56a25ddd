import type { Database } from './database.ts';
import type { PeopleForgetting, Renaming } from './people-contract.ts';

const BATCH = 500;
/** Documents that are a person's own and nothing else. */
const OWN = /^(?:ping|person):/;
const CHOICE = /^pick:/;

/** Names that stand within texts: found by reading them one after the other, a little at a time. */
export function createPeopleTexts({ kysely }: Database): Pick<PeopleForgetting, 'rewriteActs' | 'rewriteDocuments'> {
  async function moveDocument(key: string, value: string, { from, to }: Renaming): Promise<void> {
    await kysely.deleteFrom('documents').where('key', '=', key).execute();
    if (OWN.test(key) || CHOICE.test(key)) return;
    await kysely
      .insertInto('documents')
      .values({ key: renamed(key, from, to), value: renamed(value, from, to) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  return {
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
      const { from, to } = renaming;
      const rows = await kysely
        .selectFrom('documents')
        .selectAll()
        .where('key', '>', after)
        .orderBy('key')
        .limit(BATCH)
        .execute();
      for (const { key, value } of rows) {
        const isAbout = renamed(key, from, to) !== key || renamed(value, from, to) !== value;
        if (isAbout) await moveDocument(key, value, renaming);
      }
      return rows.length < BATCH ? undefined : rows.at(-1)?.key;
    },
  };
}

/** The whole name only: an id may be the beginning of a longer number. */
const renamed = (text: string, from: string, to: string): string =>
  text.includes(from) ? text.replace(new RegExp(`(?<![\\w-])${RegExp.escape(from)}(?![\\w-])`, 'g'), () => to) : text;
