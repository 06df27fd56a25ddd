import { type ConsentRefusal, creditSchema } from '../../core/consent.ts';
import type { Action } from '../../core/custom-id.ts';
import { type FollowUp, type FollowUpInput, followUpInput } from '../../core/follow-up.ts';
import type { Job, Post } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Facts, Operation } from '../../core/operation.ts';
import { picturesOf, type ResultInput } from '../../core/picture-input.ts';
import type { Plan } from '../../core/plan.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import { renderConsentRefusal, renderHandedIn } from '../../views/consent.ts';
import type { AskFor } from '../ask-for.ts';
import type { EditConsent } from '../edit-consent.ts';
import { originIn } from '../message-pictures.ts';
import { actionKeyOf, asInput, type Click, chosenPicture, lackOf, say } from './click.ts';

export interface StartParts {
  /** Of every operation that there is, offered or not. */
  readonly operation: (name: string) => Operation | undefined;
  /** By the operator. */
  readonly offered: (name: string) => Operation | undefined;
  /** Without those that are switched off at the moment. */
  readonly offeredNow: () => readonly Operation[];
  readonly facts: () => Facts;
  readonly askFor: AskFor;
  readonly consent: EditConsent;
}

/** One way to do what the button says. */
export interface Way {
  readonly followUp: FollowUp;
  readonly target: Operation;
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
export function createStart({ operation, offered, offeredNow, facts, askFor, consent }: StartParts) {
  const isNow = ({ name }: Operation) => offeredNow().some((each) => each.name === name);

  /** The ways that are offered, those that are open at the moment first; none once the member was told why not. */
  async function waysOf(click: Click, action = click.id.action): Promise<readonly Way[]> {
    const made = operation(click.job.operation);
    if (!made) return tell(click, { kind: 'unknown-command' });
    const followUps = made.followUps.filter((each) => each.action === action);
    const [first] = followUps;
    if (!first) return tell(click, { kind: 'unknown-button' });
    const lack = ofTheWhole.includes(action) ? undefined : lackOf(click);
    if (lack) return tell(click, lack);
    const isOfPicture = followUps.some(({ from }) => from === 'picture');
    const consented = isOfPicture ? await consent.ofJob(click.job, click.actor) : undefined;
    if (consented?.ok === false) return refuse(click, consented.why);
    const ways = followUps.flatMap((followUp): Way[] => {
      const target = offered(followUp.operation);
      return target ? [{ followUp, target }] : [];
    });
    if (ways.length === 0) return tell(click, notOffered(first.operation));
    return open(click, [...ways.filter((way) => isNow(way.target)), ...ways.filter((way) => !isNow(way.target))]);
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
    const wanted = operation(name);
    const instead = (wanted?.instead ?? []).flatMap((each) => offeredNow().filter((other) => other.name === each));
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
    way.target.prepare(rawOf(click, way, added, job), facts()).ok;

  /** True when something was started. */
  async function start(
    click: Click,
    ways: readonly Way[],
    { added, choice, count = 1, repeats = [] }: Wanted = {},
  ): Promise<boolean> {
    const { actor, reply, post } = click;
    const [repeated, ...others] = repeats;
    const job = repeated ?? click.job;
    // what none takes is refused by the last, which asks for the least
    const way = ways.find((each) => accepts(click, each, added, repeated)) ?? ways.at(-1);
    if (!way) return false;
    const chosen = chosenPicture(click);
    return askFor(
      {
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
      },
      actor,
      reply,
    );
  }

  return { waysOf, accepts, start };
}

export type Start = ReturnType<typeof createStart>;

/** The files of a batch keep their names. */
function planOf({ plan }: Post, repeats: readonly Job[]): Plan | undefined {
  if (plan?.kind !== 'batch' || repeats.length === 0) return undefined;
  return { kind: 'batch', names: repeats.map(({ index }) => plan.names[index] ?? '') };
}

/** Of what the owner of a message handed in for it. */
const creditOf = ({ ownerId: authorId, place: { guildId, channelId }, messageId }: Post) =>
  creditSchema.safeParse({ authorId, guildId, channelId, messageId }).data;

/** As the message shows it that was clicked. */
function withOrigin({ payload: { message } }: Click, picture: ResultInput): ResultInput {
  const origin = message && originIn(message, picture);
  return origin === undefined ? picture : { ...picture, origin };
}
