import type { Post } from '../../core/job.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { memberOf, readLimitChange } from '../../core/limit-change.ts';
import { endOf } from '../../core/limit-item.ts';
import { pictureInputSchema } from '../../core/picture-input.ts';
import type { AuditEntry } from '../store/audit-contract.ts';
import type { HeldJob, LedgerEntry } from '../store/contract.ts';
import type { Document, PersonLimits } from '../store/people-contract.ts';
import type { SourceRow } from '../store/sources-contract.ts';
import { resultName, sourceName } from './export-names.ts';

export const jsonBytes = (value: Json): Uint8Array => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

const timeOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

export const settingsJson = (documents: readonly Document[]): Json =>
  documents.map(({ key, value }) => ({ what: key.split(':')[0], value }));

/** What moderators decided about somebody, and why; without who did. */
export const decisionsJson = (entries: readonly AuditEntry[], ownerId: string): Json =>
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
export const limitsJson = ({ rules, grants, blocks }: PersonLimits): Json => ({
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
export const actsJson = (acts: readonly AuditEntry[], ownerId: string): Json =>
  acts.map(({ at, scope, action, detail }) => ({
    ...{ at: timeOf(at), scope, action },
    detail: detail.replace(ID, (id) => (id === ownerId ? id : 'left out')),
  }));

export const filesJson = (sources: readonly SourceRow[]): Json =>
  sources
    .filter(({ isOurs }) => !isOurs)
    .map(({ key, name, width, height, bytes, link, at }) => ({
      ...{ file: sourceName(key), name, width, height, bytes, link },
      usedAt: timeOf(at),
    }));

export function requestsJson(posts: readonly Post[], jobs: readonly HeldJob[], lines: readonly LedgerEntry[]): Json {
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
