import { asInput } from '../../core/card.ts';
import type { Action } from '../../core/custom-ids.ts';
import { mayRetry } from '../../core/failure.ts';
import { type Job, type Plan, type Post, promptOf } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  ANY_WORDS,
  type Catalog,
  type FollowUpInput,
  type FollowUpWay,
  followUpInput,
  type Quotes,
  waysTo,
} from '../../core/operation.ts';
import { picturesOf, type ResultInput } from '../../core/picture.ts';
import { type ConsentRefusal, creditSchema } from '../../core/settings.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import { FORM_FILES, FORM_PROMPT, renderPromptForm, renderRewordForm } from '../../views/forms.ts';
import { MORE, type PricedPreset, renderCommandToCopy, renderPresets, renderPresetTaken } from '../../views/menus.ts';
import { renderConsentRefusal, renderHandedIn } from '../../views/refusals.ts';
import type { EditConsent } from '../orders/consent.ts';
import { attachmentPicture } from '../orders/input.ts';
import type { AskFor } from '../orders/order.ts';
import type { Actor } from '../shared/actor.ts';
import type { Menus } from '../shared/menus.ts';
import { formFields, formFiles } from '../shared/payload.ts';
import { originOf } from './choose.ts';
import { actionKeyOf, type Click, type ClickHandler, chosenPicture, isInTheWorks, lackOf, say } from './click.ts';

interface StartParts {
  readonly catalog: Pick<Catalog, 'known' | 'findOffered' | 'offeredNow' | 'factsNow'>;
  readonly quotes: Pick<Quotes, 'ofWay'>;
  readonly askFor: AskFor;
  readonly consent: EditConsent;
}

/** One way to do what the button says. */
interface Way extends FollowUpWay {
  /** Absent where nothing is taken over but what the job itself was made from. */
  readonly input?: JsonObject;
  /** What went into the job stays its owner's: the finished picture takes its place. */
  readonly isFromResult?: boolean;
  /** What somebody else handed in, and allows to be used. */
  readonly isBorrowed?: boolean;
}

interface Wanted {
  readonly added?: FollowUpInput;
  /** Distinguishes what was chosen in a menu. */
  readonly choice?: string;
  readonly count?: number;
  /** Jobs of the post of which each is made once more, as one group. */
  readonly repeats?: readonly HeldJob[];
}

/** All others are about one picture that must be there. */
const ofTheWhole: readonly Action[] = ['again', 'prompt'];

/** Turns a click into an order for what the button stands for, here and now. */
export function createStart({ catalog, quotes, askFor, consent }: StartParts) {
  /** The ways that are offered, those that are open at the moment first; none once the member was told why not. */
  async function openWays(click: Click, action = click.id.action): Promise<readonly Way[]> {
    const made = catalog.known(click.job.operation);
    if (!made) return tell(click, { kind: 'unknown-command' });
    const followUps = made.followUps.filter((each) => each.action === action);
    const [first] = followUps;
    if (!first) return tell(click, { kind: 'unknown-button' });
    const lack = ofTheWhole.includes(action) ? undefined : lackOf(click);
    if (lack) return tell(click, lack);
    const isOfPicture = followUps.some(({ from }) => from === 'picture');
    const consented = isOfPicture ? await consent.ofJob(click.job, click.actor) : undefined;
    if (consented?.ok === false) return refuse(click, consented.why);
    const ways = waysTo(catalog, followUps, action);
    return ways.length > 0 ? open(click, ways) : tell(click, notOffered(first.operation));
  }

  /** Those that take over nothing but what this member may use; where there is none, from the finished picture. */
  async function open(click: Click, ways: readonly Way[]): Promise<readonly Way[]> {
    const judged = await Promise.all(
      ways.map(async (way) => ({ way, consented: await consentTo(click, way, click.job.input) })),
    );
    const refused = judged.find(({ consented }) => !consented.ok && consented.why === 'author-refuses');
    const may = judged.flatMap(({ way, consented }) =>
      consented.ok ? [{ ...way, isBorrowed: consented.isBorrowed }] : [],
    );
    if (may.length > 0) return may;
    if (refused) return refuse(click, 'author-refuses');
    const instead = await fromResult(click, ways);
    // a form says by itself what it starts from; for all else it is asked first
    if (instead && (instead.followUp.asks || click.step === 'result')) return [instead];
    const { id, post, actor, reply } = click;
    await reply.show(renderHandedIn(id, post.ownerId, instead !== undefined, actor.place.language), true);
    return [];
  }

  async function consentTo(click: Click, { followUp }: Way, input: JsonObject) {
    const { from, without = [], pictureAs } = followUp;
    if (from === 'picture') return { ok: true, isBorrowed: false } as const;
    const kept = Object.entries(input).filter(([name]) => name !== pictureAs && !without.includes(name));
    return consent.ofInputs(click.job, picturesOf(Object.fromEntries(kept)), click.actor);
  }

  async function fromResult(click: Click, ways: readonly Way[]): Promise<Way | undefined> {
    const chosen = chosenPicture(click);
    if (!chosen || lackOf(click)) return undefined;
    for (const way of ways) {
      const options = way.target.main?.options ?? [];
      const [first] = options;
      if (first === undefined) continue;
      const others = Object.fromEntries(Object.entries(click.job.input).filter(([name]) => !options.includes(name)));
      const consented = await consentTo(click, way, others);
      if (consented.ok)
        return { ...way, ...consented, input: { ...others, [first]: asInput(chosen) }, isFromResult: true };
    }
    return undefined;
  }

  function notOffered(name: string) {
    const wanted = catalog.known(name);
    const instead = (wanted?.instead ?? []).flatMap((each) =>
      catalog.offeredNow().filter((other) => other.name === each),
    );
    return { kind: 'not-offered' as const, command: wanted ?? { name, localNames: { vi: name } }, instead };
  }

  async function tell(click: Click, notice: Parameters<typeof say>[1]): Promise<readonly Way[]> {
    await say(click, notice);
    return [];
  }

  async function refuse({ actor, reply }: Click, why: ConsentRefusal): Promise<readonly Way[]> {
    await reply.show(renderConsentRefusal(why, actor.place.language), true);
    return [];
  }

  function rawOf(click: Click, way: Way, added?: FollowUpInput, repeated?: Job): FollowUpInput {
    const job = repeated ?? click.job;
    const chosen = chosenPicture(click);
    // what was never made is tried as it was meant
    const followUp = repeated ? { ...way.followUp, without: [] } : way.followUp;
    const made = { input: way.input ?? job.input, picture: chosen && withOrigin(click, asInput(chosen)) };
    return followUpInput(followUp, way.target, made, added);
  }

  const accepts = (click: Click, way: Way, added?: FollowUpInput, job?: Job): boolean =>
    way.target.prepare(rawOf(click, way, added, job), catalog.factsNow()).ok;

  /** Credits of one picture; undefined for what would be turned down. */
  const priceOf = ({ job, ...click }: Click, way: Way, added?: FollowUpInput): number | undefined => {
    const chosen = chosenPicture({ job, ...click });
    return quotes.ofWay(way, { input: way.input ?? job.input, picture: chosen && asInput(chosen) }, added);
  };

  /** True when something was started. */
  async function start(
    click: Click,
    ways: readonly Way[],
    { added, choice, count = 1, repeats = [] }: Wanted = {},
  ): Promise<boolean> {
    const { actor, post } = click;
    const [repeated, ...others] = repeats;
    const job = repeated ?? click.job;
    // what none takes is refused by the last, which asks for the least
    const way = ways.find((each) => accepts(click, each, added, repeated)) ?? ways.at(-1);
    if (!way) return false;
    const chosen = chosenPicture(click);
    return askFor(click, {
      operation: way.target,
      raw: rawOf(click, way, added, repeated),
      others: others.map((each) => rawOf(click, way, added, each)),
      plan: planOf(post, repeats),
      count,
      isPrivate: post.isPrivate || way.isBorrowed === true,
      // what was made elsewhere is covered as is usual here
      isSpoiler: post.isSpoiler || chosen?.picture.nsfw === true || (post.scope === actor.scope ? false : undefined),
      actionKey: actionKeyOf(click, choice),
      parentId: repeats.length > 0 ? job.id : (chosen?.job.id ?? job.id),
      retryOf: repeats,
      credit: way.isBorrowed && !job.credit ? creditOf(post) : undefined,
    });
  }

  return { waysOf: openWays, priceOf, start };
}

type Start = ReturnType<typeof createStart>;

/** The files of a batch keep their names. */
function planOf({ plan }: Post, repeats: readonly Job[]): Plan | undefined {
  if (plan?.kind !== 'batch' || repeats.length === 0) return undefined;
  return { kind: 'batch', names: repeats.map(({ index }) => plan.names[index] ?? '') };
}

/** Of what the owner of a message handed in for it. */
const creditOf = ({ ownerId: authorId, place: { guildId, channelId }, messageId }: Post) =>
  creditSchema.safeParse({ authorId, guildId, channelId, messageId }).data;

/** As the message shows it that was clicked. */
function withOrigin({ payload }: Click, picture: ResultInput): ResultInput {
  const origin = originOf(payload, picture);
  return origin === undefined ? picture : { ...picture, origin };
}

interface ChoosePresetParts {
  readonly catalog: Pick<Catalog, 'offeredNow'>;
  readonly menus: Pick<Menus, 'close'>;
  /** Credits that the member may still spend today on what the command makes. */
  readonly left: (actor: Actor, command: string) => Promise<number>;
}

/** A menu of ready-made ways first, then the order; for everything else the command to type. */
export function createChoosePreset(
  { waysOf, priceOf, start }: Start,
  { catalog, menus, left }: ChoosePresetParts,
): ClickHandler {
  /** Those that this very picture can take. */
  const fitting = (click: Click, way: Way): readonly PricedPreset[] =>
    (way.followUp.presets ?? []).flatMap((preset) => {
      const price = priceOf(click, way, preset.input);
      return price === undefined ? [] : [{ ...preset, price }];
    });

  async function showCommand(click: Click, { followUp: { more }, target }: Way): Promise<void> {
    const { reply, actor } = click;
    const chosen = chosenPicture(click);
    if (!chosen) return;
    const command = catalog.offeredNow().find(({ name }) => name === more?.operation);
    const from = `${chosen.job.id}:${chosen.index + 1}`;
    const body = renderCommandToCopy(
      command ?? target,
      from,
      command && more ? more.option : 'prompt',
      actor.place.language,
    );
    await reply.show(body, true);
  }

  return async function choosePreset(click) {
    const ways = await waysOf(click);
    const [way] = ways;
    if (!way) return;
    const { id, reply, actor, payload, step } = click;
    if (step === undefined) {
      const rest = await left(actor, way.target.name);
      const menu = renderPresets({ ...id, step: 'preset' }, fitting(click, way), rest, actor.place.language);
      return void (await reply.show(menu, true));
    }
    const [choice] = payload.data?.values ?? [];
    if (choice === MORE) return showCommand(click, way);
    const preset = way.followUp.presets?.find(({ name }) => name === choice);
    if (!preset) return say(click, { kind: 'unknown-button' });
    // the card is the answer to the choice: the menu is closed by the token that it was sent by
    if (await start(click, ways, { added: preset.input, choice: preset.name }))
      await menus.close(payload.message?.id ?? '', renderPresetTaken(id.action, actor.place.language));
  };
}

/** A form first, then the order: what was written in it counts with the picture of the click. */
export const createAskWords = ({ waysOf, priceOf, start }: Start): ClickHandler =>
  async function askWords(click) {
    const ways = await waysOf(click);
    const [way] = ways;
    if (!way) return;
    if (click.step === 'form') return void (await start(click, ways, { added: answersIn(click, way) }));
    const { id, actor, reply, job } = click;
    const { language } = actor.place;
    const step = { ...id, step: 'form' } as const;
    const prompt = promptOf(job);
    const price = priceOf(click, way, { prompt: prompt ?? ANY_WORDS });
    const form =
      id.action === 'prompt'
        ? renderPromptForm(step, { prompt, isFromResult: way.isFromResult === true, price }, language)
        : renderRewordForm(step, price, language);
    await reply.ask(form);
  };

/** Pictures that came with the words go where the operation takes more than one. */
function answersIn({ payload }: Click, { followUp, target }: Way): FollowUpInput {
  const prompt = formFields(payload)[FORM_PROMPT];
  const further = followUp.from === 'picture' ? (target.main?.options.slice(1) ?? []) : [];
  const files = formFiles(payload, FORM_FILES).map(attachmentPicture);
  const pictures = further.flatMap((option, place) => (files[place] ? [[option, files[place]] as const] : []));
  return { ...(prompt === undefined ? {} : { prompt }), ...Object.fromEntries(pictures) };
}

/** All pictures of the message once more. */
export const createAgain = ({ waysOf, start }: Start): ClickHandler =>
  async function again(click) {
    await start(click, await waysOf(click), { count: click.jobs.length });
  };

/** All that did not come, as one group: free, if nobody knows whether it was paid for. */
export const createRetry = ({ waysOf, start }: Start): ClickHandler =>
  async function retry(click) {
    if (!click.isOwner) return say(click, { kind: 'not-yours' });
    const repeats = missingOf(click);
    if (repeats.length === 0) return say(click, { kind: isInTheWorks(click) ? 'not-ready' : 'already-finished' });
    await start(click, await waysOf(click, 'again'), { repeats });
  };

/** Of several steps the one that stopped them; of what is still being made nothing. */
function missingOf({ job, jobs, post }: Click): readonly HeldJob[] {
  if (isInTheWorks({ jobs })) return [];
  return (post.plan?.kind === 'steps' ? [job] : jobs).filter(
    ({ phase, failure }) => phase === 'cancelled' || (phase === 'failed' && mayRetry(failure?.code ?? 'internal')),
  );
}

/** Needs no more than the click. */
export const createMake = ({ waysOf, start }: Start): ClickHandler =>
  async function make(click) {
    await start(click, await waysOf(click));
  };
