import { randomInt } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { parsePageId } from '../core/custom-id.ts';
import { StoreError } from '../core/errors.ts';
import type { Operation } from '../core/operation.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { troubleOf } from '../services/delivery/discord-error.ts';
import type { Log } from '../services/logging/create-log.ts';
import { renderDenial } from '../views/denials.ts';
import { renderNotice } from '../views/notices.ts';
import { renderTurnedAway } from '../views/turned-away.ts';
import { type Actor, actorOf, type IsNsfwParent } from './actor.ts';
import type { Admission } from './admission.ts';
import type { Batch } from './batch.ts';
import type { Chains } from './chains/chains.ts';
import type { Complete } from './complete.ts';
import { INTERACTION, type InteractionPayload, interactionSchema, MESSAGE_MENU } from './interaction-payload.ts';
import type { MemberCommands } from './member-commands.ts';
import type { MessageMenus } from './message-menus.ts';
import type { ModeratorCommands } from './moderator-commands.ts';
import type { Privacy } from './privacy/privacy.ts';
import { createReply, type Reply } from './reply.ts';

type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;

export interface InteractionParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly operation: (name: string) => Operation | undefined;
  readonly complete: Complete;
  readonly runOperation: (operation: Operation, ...rest: Parameters<Handler>) => Promise<void>;
  readonly runButton: Handler;
  readonly memberCommands: MemberCommands;
  readonly moderatorCommands: ModeratorCommands;
  readonly messageMenus: MessageMenus;
  readonly chains: Chains;
  readonly batch: Batch;
  readonly isNsfwParent: IsNsfwParent;
  /** Whether the operator lets the bot be used there. */
  readonly turnedAway: Admission;
  readonly privacy: Privacy;
  readonly isStopping: () => boolean;
}

/** Discord waits three seconds for a first answer. */
const ANNOUNCE_AFTER_MS = 1500;

const REFERENCE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Every interaction is answered, whatever happens: this is the one place where its errors are caught. */
export function createInteractionHandler(parts: InteractionParts) {
  const {
    api,
    clock,
    log,
    operation,
    complete,
    runOperation,
    runButton,
    memberCommands,
    moderatorCommands,
    messageMenus,
    chains,
    batch,
    isNsfwParent,
    turnedAway,
    privacy,
    isStopping,
  } = parts;

  async function suggest(payload: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const name = payload.data?.name;
    const ofMembers = memberCommands.find(name) && memberCommands.suggest;
    await reply.offer(await (ofMembers ?? moderatorCommands.suggesting(name) ?? complete)(payload, actor));
  }

  const press: Handler = (payload, actor, reply) => {
    const id = payload.data?.custom_id ?? '';
    const page = parsePageId(id);
    if (page) return memberCommands.turn(page, payload, actor, reply);
    const answering = [memberCommands, moderatorCommands, batch, chains, messageMenus, privacy].map((each) =>
      each.answering(id),
    );
    return (answering.find((each) => each !== undefined) ?? runButton)(payload, actor, reply);
  };

  const run: Handler = async (payload, actor, reply) => {
    const { name, type } = payload.data ?? {};
    const isMenu = type === MESSAGE_MENU;
    const known = isMenu ? undefined : operation(name ?? '');
    if (known) return runOperation(known, payload, actor, reply);
    const command = isMenu ? messageMenus.find(name) : (memberCommands.find(name) ?? moderatorCommands.find(name));
    if (command) return command(payload, actor, reply);
    await reply.show(renderNotice({ kind: 'unknown-command' }, actor.place.language), true);
  };

  const handle: Handler = async (payload, actor, reply) => {
    const { language } = actor.place;
    const away = turnedAway(payload);
    if (away && payload.type === INTERACTION.autocomplete) return reply.offer([]);
    if (away) return void (await reply.show(renderTurnedAway(away, language), true));
    if (payload.type === INTERACTION.autocomplete) return suggest(payload, actor, reply);
    if (isStopping()) return void (await reply.show(renderNotice({ kind: 'shutting-down' }, language), true));
    if (payload.type === INTERACTION.component || payload.type === INTERACTION.modal)
      return press(payload, actor, reply);
    if (payload.type === INTERACTION.command) return run(payload, actor, reply);
    await reply.show(renderNotice({ kind: 'unknown-command' }, language), true);
  };

  async function onError(error: unknown, payload: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const trouble = troubleOf(error);
    if (trouble === 'answered-elsewhere') return;
    const reference = Array.from({ length: 4 }, () => REFERENCE_LETTERS.charAt(randomInt(32))).join('');
    log.error({ err: error, reference, interaction: payload.id, trouble }, 'interaction failed');
    // whatever ended the token, an answer that was not given cannot make it worse
    if (trouble === 'token-gone' && reply.isAnswered()) return;
    const { language } = actor.place;
    const isAway = error instanceof StoreError;
    const notice = isAway
      ? renderDenial({ code: 'store-unavailable' }, language)
      : renderNotice({ kind: 'internal', reference }, language);
    // a suggestion has no place for words
    const telling = payload.type === INTERACTION.autocomplete ? reply.offer([]) : reply.show(notice, true);
    await telling.catch((err: unknown) => log.warn({ err, reference }, 'error not told'));
  }

  async function answer(raw: unknown): Promise<void> {
    const parsed = interactionSchema.safeParse(raw);
    const actor = parsed.success ? actorOf(parsed.data, clock.now(), isNsfwParent) : undefined;
    if (!parsed.success || !actor) return log.error({ err: parsed.error }, 'interaction of an unknown shape');
    const reply = createReply(api, actor);
    const isSuggestion = parsed.data.type === INTERACTION.autocomplete;
    const timeIsUp = () => (isSuggestion ? void reply.offer([]).catch(() => {}) : reply.announce());
    const cancel = clock.schedule(ANNOUNCE_AFTER_MS, timeIsUp);
    try {
      await handle(parsed.data, actor, reply);
    } catch (error) {
      await onError(error, parsed.data, actor, reply);
    } finally {
      cancel();
    }
  }

  const underWay = new Set<Promise<void>>();
  return {
    onInteraction(raw: unknown): void {
      const work = answer(raw).finally(() => underWay.delete(work));
      underWay.add(work);
    },
    /** Resolves when all that were taken on have their answer. */
    async settled(): Promise<void> {
      await Promise.allSettled(underWay);
    },
  };
}
