import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { Post } from '../../core/job.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { endOf, memberOf, readLimitChange } from '../../core/limits/changes.ts';
import { type PictureInput, type PictureType, pictureInputSchema } from '../../core/picture.ts';
import type { OpenSource } from '../pictures/open-source.ts';
import type {
  AuditEntry,
  Document,
  FoundDocuments,
  HeldJob,
  LedgerEntry,
  PersonLimits,
  PrivacyRequest,
  SourceRow,
  Store,
} from '../store/contract.ts';
import type { PrivacyWords } from './requests.ts';

/** In the order in which they are handed out. */
const exportSections = ['about', 'acts', 'requests', 'results', 'sources'] as const;
type ExportSection = (typeof exportSections)[number];

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

/** Enough of a sum that no two of one person are the same. */
const KEY_LENGTH = 16;

const resultName = (jobId: string, index: number, type: PictureType): string => `result-${jobId}-${index + 1}.${type}`;

const sourceName = (key: string): string => `source-${key.slice(0, KEY_LENGTH)}${key.slice(key.indexOf('.'))}`;

const jsonBytes = (value: Json): Uint8Array => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

const timeOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

const settingsJson = (documents: readonly Document[]): Json =>
  documents.map(({ key, value }) => ({ what: key.split(':')[0], value }));

/** What moderators decided about somebody, and why; without who did. */
const decisionsJson = (entries: readonly AuditEntry[], ownerId: string): Json =>
  entries.flatMap(({ at, scope, detail, undoneBy }) => {
    const change = readLimitChange(detail);
    const known = change?.after ?? change?.before;
    if (!change || !known || memberOf(change) !== ownerId) return [];
    const { before, after } = change;
    const action = !after ? 'taken away' : before ? 'changed' : 'set';
    return [
      {
        ...{ at: timeOf(at), scope, what: known.kind, action, isUndone: undoneBy !== undefined },
        ...(known.kind === 'rule' && { command: known.rule.command }),
        ...(known.kind === 'grant' && { credits: known.grant.credits }),
        until: timeOf(endOf(known)),
        reason: change.reason ?? (known.kind === 'block' ? known.block.reason : undefined),
      },
    ];
  });

/** Without who set it: that is somebody else's business. */
const limitsJson = ({ rules, grants, blocks }: PersonLimits): Json => ({
  rules: rules.map(({ setBy, setAt, until, whom, ...rule }) => ({
    ...rule,
    setAt: timeOf(setAt),
    until: timeOf(until),
  })),
  grants: grants.map(({ scope, credits, until, setAt }) => ({
    ...{ scope, credits },
    setAt: timeOf(setAt),
    until: timeOf(until),
  })),
  blocks: blocks.map(({ scope, reason, until, setAt }) => ({
    ...{ scope, reason },
    setAt: timeOf(setAt),
    until: timeOf(until),
  })),
});

const ID = /\d{17,20}/g;

/** What somebody did to others says nothing of the others. */
const actsJson = (acts: readonly AuditEntry[], ownerId: string): Json =>
  acts.map(({ at, scope, action, detail }) => ({
    ...{ at: timeOf(at), scope, action },
    detail: detail.replace(ID, (id) => (id === ownerId ? id : 'left out')),
  }));

const filesJson = (sources: readonly SourceRow[]): Json =>
  sources
    .filter(({ isOurs }) => !isOurs)
    .map(({ key, name, width, height, bytes, link, at }) => ({
      ...{ file: sourceName(key), name, width, height, bytes, link },
      usedAt: timeOf(at),
    }));

function requestsJson(posts: readonly Post[], jobs: readonly HeldJob[], lines: readonly LedgerEntry[]): Json {
  return posts.map(({ id, place, messageId, isPrivate, isSpoiler, createdAt, plan }) => ({
    ...{ id, isPrivate, isSpoiler, message: messageId, askedAt: timeOf(createdAt) },
    place: { server: place.guildId, channel: place.channelId, language: place.language },
    ...(plan?.kind === 'batch' && { files: plan.names }),
    pictures: jobs.filter(({ postId }) => postId === id).map((job) => jobJson(job, lines)),
  }));
}

function jobJson(job: HeldJob, lines: readonly LedgerEntry[]): JsonObject {
  const { id, operation, phase, tier, price, failure, parentId, results } = job;
  return {
    ...{ id, command: operation, phase, size: tier, price, madeFrom: parentId },
    settings: Object.fromEntries(Object.entries(job.input).map(([name, value]) => [name, settingJson(value)])),
    ...(failure && { failure: { code: failure.code, detail: failure.detail } }),
    sentAt: timeOf(job.submittedAt),
    endedAt: timeOf(job.completedAt),
    results: results.map(({ type, width, height, bytes, link, nsfw }, index) => ({
      ...{ width, height, bytes, link, nsfw },
      file: type && resultName(id, index, type),
    })),
    credits: lines
      .filter(({ jobId }) => jobId === id)
      .map(({ kind, credits, day, at }) => ({ kind, credits, day, at: timeOf(at) })),
  };
}

/** A picture is named like the file that it is in; where Discord had it is dead by now. */
function settingJson(value: Json | undefined): Json | undefined {
  const picture = pictureInputSchema.safeParse(value).data;
  if (picture?.kind !== 'stored') return value;
  const { key, width, height, bytes } = picture;
  return { file: sourceName(key), width, height, bytes };
}

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
      const page: FoundDocuments = await store.people.documents(ownerId, after);
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
