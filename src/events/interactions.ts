import { randomInt } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { type Action, parsePageId } from '../core/custom-ids.ts';
import { StoreError } from '../core/errors.ts';
import { languageOf } from '../core/language.ts';
import type { Catalog, Operation } from '../core/operation.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { troubleOf } from '../services/delivery/discord-error.ts';
import type { Log } from '../services/log.ts';
import { renderNotice, renderTurnedAway, type TurnedAway } from '../views/notices.ts';
import { renderDenial } from '../views/refusals.ts';
import type { Autocomplete } from './autocomplete.ts';
import type { Chains } from './members/chain.ts';
import type { Privacy } from './members/privacy.ts';
import type { MemberCommands } from './members/registry.ts';
import type { ModeratorCommands } from './moderators/registry.ts';
import type { Batch } from './orders/batch.ts';
import type { MessageMenus } from './orders/message-menus.ts';
import { actorOf, type IsNsfwParent } from './shared/actor.ts';
import type { Menus } from './shared/menus.ts';
import {
  INTERACTION,
  type InteractionPayload,
  interactionSchema,
  isChoice,
  MESSAGE_MENU,
  pressedId,
  readId,
  waitingSchema,
} from './shared/payload.ts';
import { createReply, type Handler, type Interaction } from './shared/reply.ts';

interface Ceilings {
  /** Undefined: all servers. */
  readonly allowedGuilds: readonly string[] | undefined;
  readonly allowsUserInstall: boolean;
}

/** What was paid for is taken home, called off or removed wherever it lies. */
const ALWAYS: ReadonlySet<Action> = new Set(['get', 'delete', 'cancel']);
/** In a server that the operator did not choose nothing more is shown to everybody. */
const WITHOUT_OWN_INSTALL: ReadonlySet<Action> = new Set([...ALWAYS, 'share']);

/** Whether the operator lets the bot be used here; asked before anything else, at every use. */
export function createAdmission({ allowedGuilds, allowsUserInstall }: Ceilings) {
  const isOtherServer = ({ guild_id: guildId }: InteractionPayload) =>
    guildId !== undefined && allowedGuilds !== undefined && !allowedGuilds.includes(guildId);
  const isOwnInstall = ({ authorizing_integration_owners: owners }: InteractionPayload) =>
    !Object.hasOwn(owners, GUILD_INSTALL);

  return (payload: InteractionPayload): TurnedAway | undefined => {
    const action = readId(payload)?.id.action;
    const isOneOf = (actions: ReadonlySet<Action>) => action !== undefined && actions.has(action);
    if (isOtherServer(payload) && !isOneOf(ALWAYS)) return 'other-server';
    if (!allowsUserInstall && isOwnInstall(payload) && !isOneOf(WITHOUT_OWN_INSTALL)) return 'user-install';
    return undefined;
  };
}

const GUILD_INSTALL = '0';

type Admission = ReturnType<typeof createAdmission>;

interface InteractionParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Pick<Catalog, 'findOffered'>;
  readonly autocomplete: Autocomplete;
  readonly runOperation: (operation: Operation, interaction: Interaction) => Promise<void>;
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
  readonly menus: Pick<Menus, 'remember'>;
  readonly isStopping: () => boolean;
}

/** Discord waits three seconds for a first answer. */
const ANNOUNCE_AFTER_MS = 1500;

const REFERENCE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const newReference = (): string => Array.from({ length: 4 }, () => REFERENCE_LETTERS.charAt(randomInt(32))).join('');

/** Every interaction is answered, whatever happens: this is the one place where its errors are caught. */
export function createInteractionHandler(parts: InteractionParts) {
  const {
    api,
    clock,
    log,
    catalog,
    autocomplete,
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
    menus,
    isStopping,
  } = parts;

  const suggest: Handler = async (interaction) => {
    const name = interaction.payload.data?.name;
    const ofMembers = memberCommands.find(name) && memberCommands.suggest;
    const suggesting = ofMembers ?? moderatorCommands.suggesting(name) ?? autocomplete;
    await interaction.reply.offer(await suggesting(interaction));
  };

  const press: Handler = (interaction) => {
    const id = interaction.payload.data?.custom_id ?? '';
    const page = parsePageId(id);
    if (page) return memberCommands.turn(page, interaction);
    const answering = [memberCommands, moderatorCommands, batch, messageMenus, privacy].map((each) =>
      each.answering(id),
    );
    const known = answering.find((each) => each !== undefined) ?? chains.answering(pressedId(interaction.payload));
    return (known ?? runButton)(interaction);
  };

  const run: Handler = async (interaction) => {
    const { payload, actor, reply } = interaction;
    const { name, type } = payload.data ?? {};
    const isMenu = type === MESSAGE_MENU;
    const known = isMenu ? undefined : catalog.findOffered(name ?? '');
    if (known) return runOperation(known, interaction);
    const command = isMenu ? messageMenus.find(name) : (memberCommands.find(name) ?? moderatorCommands.find(name));
    if (command) return command(interaction);
    await reply.show(renderNotice({ kind: 'unknown-command' }, actor.place.language), true);
  };

  const handle: Handler = async (interaction) => {
    const { payload, actor, reply } = interaction;
    const { language } = actor.place;
    const away = turnedAway(payload);
    if (away && payload.type === INTERACTION.autocomplete) return reply.offer([]);
    if (away) return void (await reply.show(renderTurnedAway(away, language), true));
    if (payload.type === INTERACTION.autocomplete) return suggest(interaction);
    if (isStopping()) return void (await reply.show(renderNotice({ kind: 'shutting-down' }, language), true));
    if (payload.type === INTERACTION.component || payload.type === INTERACTION.modal) return press(interaction);
    if (payload.type === INTERACTION.command) return run(interaction);
    await reply.show(renderNotice({ kind: 'unknown-command' }, language), true);
  };

  async function onError(error: unknown, { payload, actor, reply }: Interaction): Promise<void> {
    const trouble = troubleOf(error);
    if (trouble === 'answered-elsewhere') return;
    const reference = newReference();
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

  /** Of what cannot be read, whoever waits is told at least that. */
  async function excuse(raw: unknown, err: unknown): Promise<void> {
    const waiting = waitingSchema.safeParse(raw).data;
    const reference = newReference();
    log.error({ err, reference, isAnswerable: waiting !== undefined }, 'interaction of an unknown shape');
    if (!waiting) return;
    const { id: interactionId, token, type } = waiting;
    const language = languageOf(waiting.locale);
    const reply = createReply(api, { interactionId, applicationId: '', token, place: { language } });
    const telling =
      type === INTERACTION.autocomplete
        ? reply.offer([])
        : reply.show(renderNotice({ kind: 'internal', reference }, language), true);
    await telling.catch((error: unknown) => log.warn({ err: error, reference }, 'error not told'));
  }

  async function answer(raw: unknown): Promise<void> {
    const parsed = interactionSchema.safeParse(raw);
    const actor = parsed.success ? actorOf(parsed.data, clock.now(), isNsfwParent) : undefined;
    if (!parsed.success || !actor) return excuse(raw, parsed.error);
    const reply = createReply(api, actor, {
      isChoice: isChoice(parsed.data),
      onPrivate: (messageId) => menus.remember(messageId, actor),
    });
    const isSuggestion = parsed.data.type === INTERACTION.autocomplete;
    const timeIsUp = () => (isSuggestion ? void reply.offer([]).catch(() => {}) : reply.announce());
    const cancel = clock.schedule(ANNOUNCE_AFTER_MS, timeIsUp);
    const interaction = { payload: parsed.data, actor, reply };
    try {
      await handle(interaction);
    } catch (error) {
      await onError(error, interaction);
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
