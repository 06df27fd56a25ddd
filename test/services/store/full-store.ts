import { type Phase, phases, type ResultPicture } from '../../../src/core/job.ts';
import { dayOf } from '../../../src/core/periods.ts';
import { ulid } from '../../../src/core/ulid.ts';
import type { NewJob, Store } from '../../../src/services/store/contract.ts';
import { type LedgerKind, ledgerLine } from '../../../src/services/store/ledger.ts';
import { somePost } from '../jobs/some-post.ts';

const AT = Date.parse('2026-11-21T12:00:00Z');
const MEMBER = '1100000000000000001';
const MODERATOR = '1100000000000000002';
const SCOPE = '1200000000000000001';
const CHANNEL = '1300000000000000001';

const stored: ResultPicture = {
  spool: 'a.png',
  type: 'png',
  width: 64,
  height: 64,
  bytes: 100,
  storedId: 'b2d2b7a8-0f5a-5f2e-9d2e-000000000001',
  link: 'https://files.example/a.png',
};

/** What a job of each phase has by then. */
const held: Readonly<Record<Phase, Partial<NewJob>>> = {
  accepted: { dueAt: AT + 15_000, attempts: 0 },
  queued: { dueAt: AT, attempts: 0 },
  submitting: { dueAt: AT },
  waiting: { ticket: '/v1/ai/mystic/ticket', submittedAt: AT, deadlineAt: AT + 1_800_000, dueAt: AT },
  storing: {
    ticket: '/v1/ai/mystic/ticket-of-storing',
    submittedAt: AT,
    deadlineAt: AT + 1_800_000,
    completedAt: AT + 9000,
    results: [{ url: 'https://cdn.freepik.com/a.png', expiresAt: AT + 3_600_000 }],
    dueAt: AT,
  },
  delivering: { submittedAt: AT, completedAt: AT + 9000, results: [stored], dueAt: AT },
  done: { submittedAt: AT, completedAt: AT + 9000, results: [stored], isTold: true },
  failed: { failure: { code: 'refused', detail: 'nsfw' }, isTold: true },
  cancelled: { attempts: 0, isTold: true },
};

const lines: Readonly<Record<Phase, readonly LedgerKind[]>> = {
  accepted: ['reserved'],
  queued: ['reserved'],
  submitting: ['reserved'],
  waiting: ['reserved'],
  storing: ['reserved'],
  delivering: ['reserved', 'charged'],
  done: ['reserved', 'charged'],
  failed: ['reserved', 'given-back'],
  cancelled: ['reserved', 'given-back'],
};

interface Wanted extends Partial<NewJob> {
  readonly phase: Phase;
  readonly kinds?: readonly LedgerKind[];
}

/** A row of every kind, as this version writes it: jobs in each phase, and all that stands around them. */
export async function fillStore(store: Store): Promise<void> {
  let at = AT;

  async function add({ phase, kinds = lines[phase], ...more }: Wanted): Promise<NewJob> {
    const post = somePost({
      id: more.postId ?? ulid(at++),
      ownerId: MEMBER,
      scope: SCOPE,
      interactionId: ulid(at),
      createdAt: AT,
      acknowledgedAt: AT,
      tokenExpiresAt: AT + 840_000,
    });
    const id = ulid(at++);
    const job: NewJob = {
      id,
      postId: post.id,
      index: 0,
      operation: 'imagine',
      provider: 'freepik',
      phase,
      input: { prompt: `a fox, ${phase}`, resolution: '1k' },
      tier: '1k',
      price: 2,
      scope: SCOPE,
      ownerId: MEMBER,
      partition: 3,
      attempts: 1,
      ticket: undefined,
      results: [],
      failure: undefined,
      isTold: false,
      isLate: false,
      createdAt: AT,
      submittedAt: undefined,
      deadlineAt: undefined,
      completedAt: undefined,
      parentId: undefined,
      parentIndex: undefined,
      rootId: id,
      depth: 0,
      lease: null,
      dueAt: null,
      ...held[phase],
      ...more,
    };
    await store.transaction(async (session) => {
      if (job.index === 0) await session.posts.insert({ ...post, actionKey: `click ${id}` });
      await session.jobs.insert([job]);
      await session.ledger.lock(SCOPE, MEMBER);
      await session.ledger.append(
        kinds.map((kind) => ledgerLine(job, kind, AT)),
        { draws: phase === 'done' ? [{ jobId: id, grantId: 'grant', credits: 1 }] : [], askedAt: AT },
      );
    });
    return job;
  }

  for (const phase of phases) await add({ phase });
  const done = await add({
    phase: 'done',
    credit: { authorId: MODERATOR, guildId: SCOPE, channelId: CHANNEL, messageId: '1' },
  });
  await add({ phase: 'done', postId: done.postId, index: 1 });
  const large = await add({
    phase: 'done',
    operation: 'upscale',
    tier: '2x',
    input: { image: { kind: 'result', jobId: done.id, index: 0 }, scale: 2 },
    parentId: done.id,
    parentIndex: 0,
    rootId: done.id,
    depth: 1,
  });
  await add({ phase: 'done', isLate: true, kinds: ['reserved', 'given-back', 'unknown', 'settled'] });
  const lost = await add({
    phase: 'failed',
    failure: { code: 'unknown' },
    kinds: ['reserved', 'given-back', 'unknown'],
  });
  await add({
    phase: 'failed',
    failure: { code: 'unknown' },
    kinds: ['reserved', 'given-back', 'unknown', 'written-off', 'retried'],
  });
  const flux = await add({
    phase: 'waiting',
    operation: 'flux',
    provider: 'apiframe',
    tier: 'flux-1.1-pro',
    input: { prompt: 'a fox', model: 'flux-1.1-pro' },
    ticket: 'v2:job',
  });

  await store.posts.renewToken(done.postId, 'another token', AT + 1_000_000);
  await store.posts.show(done.postId, {
    pictures: [{ jobId: done.id, index: 0, attachmentId: '9', name: 'a.png' }],
    copy: { channelId: CHANNEL, messageId: '7' },
    version: 'shown version 1',
    checkAt: null,
  });
  await store.posts.plan(large.postId, { kind: 'batch', names: ['a.png', 'b.png'] });

  const submission = { attempt: 1, nonce: 'n'.repeat(32), sentAt: AT, ticket: undefined, images: undefined };
  const webhook = { url: 'https://bot.example/webhooks/freepik/x/y', secret: 's' };
  for (const [job, outcome] of [
    [done, 'accepted'],
    [lost, 'unknown'],
    [flux, 'accepted'],
  ] as const)
    await store.submissions.insert({ ...submission, id: ulid(at++), jobId: job.id, webhook, outcome });
  const [first] = await store.submissions.ofJob(done.id);
  await store.submissions.ticketArrived(first?.id ?? '', '/v1/ai/mystic/ticket-of-done');
  await store.submissions.noteWebhook(first?.id ?? '', 'webhook 1', AT);
  await store.submissions.leaving((await store.submissions.latest(flux.id))?.id ?? '', {
    uploads: { image: 'https://upload.example/a.png' },
    fingerprint: 'f',
  });

  await store.uploads.add({
    storedId: stored.storedId ?? '',
    jobId: large.id,
    index: 0,
    spool: 'a.png',
    type: 'png',
    attempts: 2,
    dueAt: AT,
  });
  const source = { ownerId: MEMBER, width: 64, height: 64, bytes: 100, name: 'fox.png', isSpoiler: false, at: AT };
  await store.sources.seen({ ...source, key: 'a.png', isOurs: false });
  await store.sources.seen({ ...source, key: 'b.png', isOurs: true, isSpoiler: true });
  await store.providers.pause('apiframe', 'credits', AT, AT + 300_000);
  const key = { provider: 'freepik', path: '/v1/ai/gone', model: undefined } as const;
  await store.transaction(async ({ switches }) => {
    await switches.lock(key);
    await switches.prove(key, [{ jobId: lost.id, status: 404, at: AT }]);
    await switches.turnOff(key, 300_000);
  });
  await store.processes.beat('an old process', 'all', 3_600_000, 'a folder');
  await store.processes.sharePartitions('an old process', 16);
  await store.witness.raise(41);

  const set = { scope: SCOPE, setBy: MODERATOR, setAt: AT };
  await store.limits.putRule({ ...set, whom: { kind: 'everyone' }, command: undefined, daily: 40, until: undefined });
  await store.limits.putRule({
    ...set,
    whom: { kind: 'role', id: '14' },
    command: 'flux',
    allowed: false,
    until: AT * 2,
  });
  await store.limits.putGrant({ ...set, id: 'grant', memberId: MEMBER, credits: 10, until: undefined });
  await store.limits.putBlock({ ...set, memberId: '15', until: undefined, reason: 'rude' });
  await store.limits.putPause({ ...set, command: undefined, cause: 'moderator' });
  await store.limits.removePause({ scope: SCOPE, command: undefined, cause: 'moderator' });
  await store.limits.putPause({ ...set, command: 'style', cause: 'moderator' });
  await store.limits.putBudget({ scope: SCOPE, credits: 1000, channelId: CHANNEL });
  const month = { month: '2026-11', credits: 1000, reached: 50, told: 50, pauses: { flux: 'paused' as const } };
  await store.budgetMonths.put(SCOPE, month, 'vi', AT + 3_600_000);
  await store.audit.append({ at: AT, scope: SCOPE, actorId: MODERATOR, action: 'limits', detail: '{"kind":"rule"}' });
  await store.words.add(
    { scope: SCOPE, id: ulid(at++), word: 'bad', diacritics: 'auto', setBy: MODERATOR, setAt: AT },
    'bad',
  );
  const [word] = await store.words.rules(SCOPE);
  await store.words.hit({ scope: SCOPE, ruleId: word?.id ?? '', memberId: MEMBER }, AT);

  await store.servers.joined(SCOPE, AT);
  await store.incidents.open({ key: 'disk', trouble: { kind: 'disk-nearly-full', freeMegabytes: 100 } }, AT);
  const reported = { scope: SCOPE, jobId: done.id, ownerId: MEMBER, applicationId: 'app', language: 'en' as const };
  await store.cases.open({ ...reported, id: 'case', postId: done.postId, openedAt: AT });
  await store.cases.report('case', '16', 'rude', AT, 'vi');
  await store.cases.close('case', { at: AT, by: MODERATOR, outcome: 'dismissed' });
  const deed = { scope: SCOPE, memberId: MEMBER, jobId: done.id, operation: 'imagine', actorId: MODERATOR, at: AT };
  await store.moderations.append({ ...deed, deed: 'dismiss', caseId: 'case', until: undefined });
  const asked = { ownerId: MEMBER, language: 'en' as const, applicationId: 'app', token: 'token', tokenExpiresAt: AT };
  await store.privacy.open({ ...asked, id: 'export', kind: 'export', askedAt: AT, dueAt: AT });
  await store.documents.set(
    `server-settings:${SCOPE}`,
    JSON.stringify({ value: { language: 'vi', defaultModel: 'zen' } }),
  );
  await store.documents.set(`day ${dayOf(AT)}`, 'kept');
}

/** In a server, and whoever asked there. */
export const filledFor = { scope: SCOPE, memberId: MEMBER, at: AT };
