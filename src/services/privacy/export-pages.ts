import { buffer } from 'node:stream/consumers';
import type { PictureInput } from '../../core/picture-input.ts';
import type { OpenSource } from '../jobs/open-source.ts';
import type { AuditEntry } from '../store/audit-contract.ts';
import type { Store } from '../store/contract.ts';
import type { Document, Documents } from '../store/people-contract.ts';
import type { PrivacyRequest } from '../store/privacy-contract.ts';
import type { PrivacyWords } from './contract.ts';
import type { ExportCursor, ExportSection } from './export-cursor.ts';
import {
  actsJson,
  decisionsJson,
  filesJson,
  jsonBytes,
  limitsJson,
  requestsJson,
  settingsJson,
} from './export-documents.ts';
import { resultName, sourceName } from './export-names.ts';

/** One file of what is handed out. */
export interface ExportItem {
  /** Within its section: one goes on after it. */
  readonly at: string;
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: number;
  /** PictureError: it is not to be had; other errors: not now. */
  readonly load: () => Promise<Uint8Array>;
  /** Of a picture; where everybody who knows the address can get it, if anywhere. */
  readonly picture?: { readonly link: string | undefined; readonly input: PictureInput };
}

export interface ExportPage {
  readonly items: readonly ExportItem[];
  /** Undefined at the end of the section. */
  readonly next: string | undefined;
}

type Read = (request: PrivacyRequest, after: string) => Promise<ExportPage>;
export type ReadExport = (request: PrivacyRequest, cursor: ExportCursor) => Promise<ExportPage>;

interface PagesParts {
  readonly store: Store;
  readonly open: OpenSource;
  readonly words: Pick<PrivacyWords, 'readme'>;
}

const ROWS = 40;
const MOST_FILES = 10_000;
const OPEN_MS = 60_000;

/** Everything that is kept of a person, page by page. */
export function createReadExport({ store, open, words }: PagesParts): ReadExport {
  function picture(input: PictureInput, link: string | undefined): Pick<ExportItem, 'load' | 'picture'> {
    return { picture: { input, link }, load: async () => buffer(await open(input, AbortSignal.timeout(OPEN_MS))) };
  }

  async function documentsOf(ownerId: string): Promise<readonly Document[]> {
    const found: Document[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: Documents = await store.people.documents(ownerId, after);
      found.push(...page.found);
      after = page.next;
    }
    return found;
  }

  async function decisionsAbout({ ownerId, askedAt: until }: PrivacyRequest): Promise<readonly AuditEntry[]> {
    const found: AuditEntry[] = [];
    let page: readonly AuditEntry[];
    do {
      page = await store.people.limitEntries(ownerId, { after: found.at(-1)?.id ?? '', until, limit: ROWS });
      found.push(...page);
    } while (page.length === ROWS);
    return found;
  }

  const about: Read = async (request, after) => {
    const { ownerId, askedAt, language } = request;
    const sources = await store.sources.before(ownerId, { after: '', until: askedAt, limit: MOST_FILES });
    const contents = [
      ['README.txt', Buffer.from(words.readme(new Date(askedAt).toISOString(), language))],
      ['settings.json', jsonBytes(settingsJson(await documentsOf(ownerId)))],
      ['limits.json', jsonBytes(limitsJson(await store.people.limits(ownerId)))],
      ['decisions.json', jsonBytes(decisionsJson(await decisionsAbout(request), ownerId))],
      ['files.json', jsonBytes(filesJson(sources))],
      ['reports.json', jsonBytes(await store.people.told('reports', ownerId))],
      ['moderation.json', jsonBytes(await store.people.told('moderations', ownerId))],
      ['word-rules.json', jsonBytes(await store.people.told('hits', ownerId))],
    ] as const;
    const items = contents.map(([name, content], place) => written(String(place + 1), name, content, askedAt));
    return { items: items.filter(({ at }) => at > after), next: undefined };
  };

  const acts: Read = async ({ ownerId, askedAt: until }, after) => {
    const entries = await store.people.acts(ownerId, { after, until, limit: ROWS });
    const last = entries.at(-1);
    if (!last) return { items: [], next: undefined };
    const item = written(last.id, `acts-${last.id}.json`, jsonBytes(actsJson(entries, ownerId)), last.at);
    return { items: [item], next: last.id };
  };

  const requests: Read = async ({ ownerId, askedAt: until }, after) => {
    const posts = await store.people.posts(ownerId, { after, until, limit: ROWS });
    const last = posts.at(-1);
    if (!last) return { items: [], next: undefined };
    const jobs = await store.jobs.byPosts(posts.map(({ id }) => id));
    const lines = await Promise.all(jobs.map(({ id }) => store.ledger.byJob(id)));
    const content = jsonBytes(requestsJson(posts, jobs, lines.flat()));
    return { items: [written(last.id, `requests-${last.id}.json`, content, last.createdAt)], next: last.id };
  };

  const results: Read = async ({ ownerId, askedAt: until }, after) => {
    // the job of that id once more: some of its pictures may be left
    const jobs = await store.people.pictured(ownerId, { after: after.slice(0, 25), until, limit: ROWS });
    const items = jobs.flatMap(({ id, results: pictures, completedAt, createdAt }) =>
      pictures.flatMap(({ bytes, type, link }, index): ExportItem[] => {
        if (bytes === undefined || type === undefined) return [];
        const named = { at: `${id}:${String(index).padStart(2, '0')}`, name: resultName(id, index, type), bytes };
        const input = { kind: 'result' as const, jobId: id, index };
        return [{ ...named, modifiedAt: completedAt ?? createdAt, ...picture(input, link) }];
      }),
    );
    const last = jobs.length < ROWS ? undefined : jobs.at(-1);
    return { items: items.filter(({ at }) => at > after), next: last && `${last.id}:99` };
  };

  const sources: Read = async ({ ownerId, askedAt: until }, after) => {
    const rows = await store.sources.before(ownerId, { after, until, limit: ROWS });
    const items = rows
      .filter(({ isOurs }) => !isOurs)
      .map(({ key, width, height, bytes, link, at }): ExportItem => {
        const input = { kind: 'stored' as const, key, width, height, bytes };
        return { at: key, name: sourceName(key), bytes, modifiedAt: at, ...picture(input, link) };
      });
    return { items, next: rows.at(-1)?.key };
  };

  const sections: Readonly<Record<ExportSection, Read>> = { about, acts, requests, results, sources };
  return (request, { section, after }) => sections[section](request, after);
}

const written = (at: string, name: string, content: Uint8Array, modifiedAt: number): ExportItem => ({
  ...{ at, name, modifiedAt, bytes: content.byteLength },
  load: async () => content,
});
