import type { Clock } from '../../core/clock.ts';
import type { Action } from '../../core/custom-ids.ts';
import { isErased } from '../../core/job.ts';
import { unreachable } from '../../core/json.ts';
import type { Catalog, Quotes } from '../../core/operation.ts';
import type { CaseKeeper } from '../../services/cases/messages.ts';
import type { FileReport } from '../../services/cases/report.ts';
import type { ParentOf } from '../../services/delivery/card.ts';
import type { DiscordApi } from '../../services/delivery/discord-api.ts';
import type { TakeDown } from '../../services/delivery/take-down.ts';
import type { Spool } from '../../services/files/contract.ts';
import type { Erase } from '../../services/jobs/erase.ts';
import type { Settle } from '../../services/jobs/settle.ts';
import type { Share } from '../../services/jobs/share.ts';
import type { LimitEngine } from '../../services/limits/limits.ts';
import type { Log } from '../../services/log.ts';
import type { CompareCopies } from '../../services/pictures/copies.ts';
import { maySee } from '../../services/pictures/find.ts';
import type { Store } from '../../services/store/contract.ts';
import type { EditConsent, SettingsOf } from '../orders/consent.ts';
import type { AskFor } from '../orders/order.ts';
import type { Actor } from '../shared/actor.ts';
import type { Menus } from '../shared/menus.ts';
import { type InteractionPayload, pictureAskedFor, readId } from '../shared/payload.ts';
import { type Handler, type Interaction, isEphemeral, type Manner } from '../shared/reply.ts';
import { createCancel } from './cancel.ts';
import type { createShowPictureMenu } from './choose.ts';
import { type Clicked, type ClickHandler, say } from './click.ts';
import { createCompare } from './compare.ts';
import { createDelete } from './delete.ts';
import { createAgain, createAskWords, createChoosePreset, createMake, createRetry, createStart } from './make.ts';
import { createReport } from './report.ts';
import { createShareResult } from './share.ts';

type ClickHandlers = Readonly<Partial<Record<Action, ClickHandler>>>;

interface RunButtonParts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly buttons: ClickHandlers;
  readonly menus: Pick<Menus, 'reopen'>;
  readonly showPictureMenu: ReturnType<typeof createShowPictureMenu>;
}

/** A button says what it does by itself; rights, limits and existence are looked at when it is pressed. */
export function createRunButton({ store, buttons, menus, showPictureMenu }: RunButtonParts): Handler {
  async function find(interaction: Interaction, jobId: string): Promise<Clicked | undefined> {
    const { actor } = interaction;
    const job = await store.jobs.byId(jobId);
    const post = job && (await store.posts.byId(job.postId));
    if (!job || !post || isErased(job) || !maySee(job, post, actor)) return undefined;
    const jobs = await store.jobs.byPost(post.id);
    return { ...interaction, job, post, jobs, isOwner: post.ownerId === actor.ownerId };
  }

  return async function runButton(interaction) {
    const { payload, reply } = interaction;
    const picture = pictureAskedFor(payload);
    const read = readId(payload);
    const handle = read && buttons[read.id.action];
    if (!picture && !handle) return say(interaction, { kind: 'unknown-button' });
    if (read) reply.plan(mannerOf(read, payload));
    const clicked = await find(interaction, picture?.subject ?? read?.id.subject ?? '');
    if (!clicked) return say(interaction, { kind: 'job-missing' });
    if (picture) await showPictureMenu({ ...clicked, id: picture });
    else if (read && handle) await handle({ ...clicked, ...read });
    menus.reopen(interaction, clicked.post);
  };
}

/** What is not found out in time is announced by what is known without looking: a private message stays alone. */
function mannerOf({ id, step }: NonNullable<ReturnType<typeof readId>>, payload: InteractionPayload): Manner {
  switch (id.action) {
    case 'cancel':
    case 'get':
      return 'in place';
    case 'delete':
      return step === 'sure' ? 'in place' : 'privately';
    case 'share':
      return 'to all';
    case 'again':
    case 'retry':
    case 'vary':
    case 'upscale':
    case 'rmbg':
      return isEphemeral(payload) ? 'privately' : 'to all';
    case 'reword':
    case 'prompt':
      return step === 'form' && !isEphemeral(payload) ? 'to all' : 'privately';
    case 'expand':
    case 'relight':
    case 'restyle':
    case 'compare':
    case 'report':
      return 'privately';
    default:
      return unreachable(id.action);
  }
}

interface ButtonParts {
  readonly store: Store;
  readonly discord: Pick<DiscordApi, 'getOriginal'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Pick<Catalog, 'known' | 'shown' | 'findOffered' | 'offeredNow' | 'factsNow'>;
  readonly quotes: Quotes;
  readonly limits: Pick<LimitEngine, 'left'>;
  readonly menus: Menus;
  readonly spool: Pick<Spool, 'isFull'>;
  readonly askFor: AskFor;
  readonly consent: EditConsent;
  readonly settingsOf: SettingsOf;
  readonly parentOf: ParentOf;
  readonly settle: Pick<Settle, 'cancel'>;
  /** Brings the clicked list of jobs up to date; false where it was no such list. */
  readonly refresh: (interaction: Interaction) => Promise<boolean>;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
  readonly reports: FileReport;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  readonly share: Share;
  readonly compare: CompareCopies;
  readonly getResult: ClickHandler;
}

/** What each button does. One that is missing is answered as unknown. */
export function createButtons({
  store,
  discord,
  clock,
  log,
  catalog,
  quotes,
  limits,
  menus,
  spool,
  askFor,
  consent,
  settingsOf,
  parentOf,
  settle,
  refresh,
  erase,
  takeDown,
  reports,
  keeper,
  share,
  compare,
  getResult,
}: ButtonParts): ClickHandlers {
  const start = createStart({ catalog, quotes, askFor, consent });
  const make = createMake(start);
  const left = (actor: Actor, command: string) => limits.left(store, actor, command, clock.now());
  const choose = createChoosePreset(start, { catalog, menus, left });
  const askWords = createAskWords(start);
  return {
    again: createAgain(start),
    retry: createRetry(start),
    cancel: createCancel({ store, settle, refresh }),
    vary: make,
    upscale: make,
    rmbg: make,
    expand: choose,
    relight: choose,
    restyle: choose,
    reword: askWords,
    prompt: askWords,
    compare: createCompare({ consent, compare, catalog }),
    share: createShareResult({ discord, share, log, spool, parentOf, settingsOf, consent, catalog, quotes }),
    delete: createDelete({ erase, takeDown, clock }),
    report: createReport({ reports, keeper }),
    get: getResult,
  };
}
