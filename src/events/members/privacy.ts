import type { Clock } from '../../core/clock.ts';
import { type ForgetId, formatForgetId, parseForgetId } from '../../core/custom-ids.ts';
import { unreachable } from '../../core/json.ts';
import { endOfMonth } from '../../core/periods.ts';
import type { PrivacyState } from '../../core/privacy.ts';
import { editWishes } from '../../core/settings.ts';
import type { Asked, RequestPrivacy } from '../../services/privacy/requests.ts';
import { writePersonSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderNotice } from '../../views/notices.ts';
import { renderPrivacy } from '../../views/privacy.ts';
import type { Actor } from '../shared/actor.ts';
import { commandInput, type InteractionPayload, textValue } from '../shared/payload.ts';
import type { Handler } from '../shared/reply.ts';

interface PrivacyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ask: RequestPrivacy;
}

/** Whoever comes back later is asked anew. */
const SURE_MS = 900_000;

/** What the bot keeps of a person is theirs: to have, to delete, and to keep others from. */
export function createPrivacy({ store, clock, ask }: PrivacyParts) {
  const askFor = (kind: 'export' | 'delete', { place, ...actor }: Actor): Promise<Asked> =>
    ask(kind, { ...actor, language: place.language });

  async function edits(payload: InteractionPayload, { ownerId }: Actor): Promise<PrivacyState> {
    const allow = textValue(commandInput(payload), 'allow');
    const wish = editWishes.find((each) => each === allow);
    await writePersonSettings(store, ownerId, wish ? { edits: wish } : {});
    return { kind: 'edits', edits: wish };
  }

  async function handOut(actor: Actor): Promise<PrivacyState> {
    const asked = await askFor('export', actor);
    switch (asked.kind) {
      case 'asked':
        return { kind: 'export-asked' };
      case 'under-way':
        return { kind: 'export-under-way', since: asked.since };
      case 'too-soon':
        return { kind: 'export-too-soon', next: asked.next };
      default:
        return unreachable(asked);
    }
  }

  /** What would go is told first. */
  async function confirm({ ownerId }: Actor): Promise<PrivacyState> {
    const latest = await store.privacy.latest(ownerId, 'delete');
    if (latest) return { kind: 'delete-under-way', since: latest.askedAt };
    const [requests, pictures, files, open] = await Promise.all([
      store.people.countPosts(ownerId),
      store.jobs.countPictured(ownerId),
      store.sources.count(ownerId),
      store.jobs.countOpenPosts(ownerId),
    ]);
    const askedAt = clock.now();
    const sure = formatForgetId({ ownerId, askedAt });
    return {
      kind: 'delete-confirm',
      ...{ holdings: { requests, pictures, files, open }, sure },
      monthEnds: endOfMonth(askedAt),
    };
  }

  async function forget(id: ForgetId, actor: Actor): Promise<PrivacyState> {
    if (id.ownerId !== actor.ownerId) return { kind: 'delete-not-yours' };
    const age = clock.now() - id.askedAt;
    if (age > SURE_MS || age < -SURE_MS) return { kind: 'delete-stale' };
    const asked = await askFor('delete', actor);
    return asked.kind === 'under-way' ? { kind: 'delete-under-way', since: asked.since } : { kind: 'delete-asked' };
  }

  const run: Handler = async ({ payload, actor, reply }) => {
    const { language } = actor.place;
    const { subcommand } = commandInput(payload);
    const say = async (state: PrivacyState) => void (await reply.show(renderPrivacy(state, language), true));
    switch (subcommand) {
      case 'export':
        return say(await handOut(actor));
      case 'delete':
        return say(await confirm(actor));
      case 'edits':
        return say(await edits(payload, actor));
      default:
        await reply.show(renderNotice({ kind: 'unknown-command' }, language), true);
    }
  };

  return {
    run,
    /** The last word before everything is gone; undefined for other ids. */
    answering(customId: string): Handler | undefined {
      const id = parseForgetId(customId);
      if (!id) return undefined;
      return async ({ actor, reply }) => {
        const state = await forget(id, actor);
        const body = renderPrivacy(state, actor.place.language);
        if (state.kind === 'delete-not-yours') return void (await reply.show(body, true));
        await reply.update(body);
      };
    },
  };
}

export type Privacy = ReturnType<typeof createPrivacy>;
