import { messageMenus } from '../../commands/index.ts';
import { isReady, mayShow } from '../../core/card.ts';
import { formatPickId, parsePickId } from '../../core/custom-ids.ts';
import { type HostList, isAllowed } from '../../core/hosts.ts';
import { given, isJsonObject } from '../../core/json.ts';
import type { Catalog, Operation } from '../../core/operation.ts';
import type { PictureInput, PictureOf } from '../../core/picture.ts';
import { type Consent, type ConsentRefusal, type Credit, creditSchema } from '../../core/settings.ts';
import { mayUse } from '../../services/pictures/find.ts';
import type { Pick as Choice, Picks } from '../../services/pictures/picks.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { renderPictureChoice, renderPictureDetails, renderWordsForm } from '../../views/menus.ts';
import { type Notice, renderNotice } from '../../views/notices.ts';
import { renderConsentRefusal } from '../../views/refusals.ts';
import type { Actor } from '../shared/actor.ts';
import { attachmentSchema, formFields, INTERACTION, type MessagePayload, targetOf } from '../shared/payload.ts';
import type { Asker, Handler, Interaction } from '../shared/reply.ts';
import type { EditConsent } from './consent.ts';
import { attachmentPicture, isSpoilerFile } from './input.ts';
import type { AskFor } from './order.ts';

/** A picture that somebody's message shows. */
interface SeenPicture {
  readonly picture: PictureInput;
  /** Where it can be looked at in a message of ours. */
  readonly url: string | undefined;
  readonly isSpoiler: boolean;
  /** The job that made it, where it is ours. */
  readonly parentId: string | undefined;
}

const THUMBNAIL = 11;
const MOST = 10;

/** In attachments, components and embeds, each once, in the order in which they are seen. */
export function picturesIn(message: MessagePayload, linkHosts: HostList): readonly SeenPicture[] {
  const { attachments = [], embeds = [], components = [] } = message;
  const found = [
    ...attachments.flatMap(attached),
    ...components.flatMap((component) => shown(component, linkHosts)),
    ...embeds.flatMap((embed) => embedded(embed, linkHosts)),
  ];
  const byPlace = new Map<string, SeenPicture>();
  for (const each of found) {
    // without the signature, which differs from one mention of the same file to the next
    const [place = ''] = each.url?.split(/[?#]/) ?? [];
    if (!byPlace.has(place)) byPlace.set(place, each);
  }
  return [...byPlace.values()].slice(0, MOST);
}

function attached(value: unknown): SeenPicture[] {
  const file = attachmentSchema.safeParse(value).data;
  const type = file?.content_type ?? '';
  if (!file || !(type.startsWith('image/') || (type === '' && file.width))) return [];
  return [{ picture: attachmentPicture(file), url: file.url, isSpoiler: isSpoilerFile(file), parentId: undefined }];
}

/** Galleries and thumbnails, however deep they lie. */
function shown(component: unknown, hosts: HostList): SeenPicture[] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => shown(each, hosts));
  if (!isJsonObject(component)) return [];
  const { type, media, spoiler, ...rest } = component;
  const isItem = type === THUMBNAIL || (type === undefined && media !== undefined);
  if (isItem) return linked(media, spoiler === true, hosts);
  return Object.values(rest).flatMap((each) => shown(each, hosts));
}

function embedded(embed: unknown, hosts: HostList): SeenPicture[] {
  if (!isJsonObject(embed)) return [];
  const isPictureLink = embed['type'] === 'image';
  return linked(embed['image'] ?? (isPictureLink ? embed['thumbnail'] : undefined), false, hosts);
}

/** By its own address, or by Discord's copy of it, where links may lead there. */
function linked(media: unknown, isSpoiler: boolean, hosts: HostList): SeenPicture[] {
  if (!isJsonObject(media)) return [];
  const type = media['content_type'];
  if (typeof type === 'string' && !type.startsWith('image/')) return [];
  for (const address of [media['url'], media['proxy_url']]) {
    const url = typeof address === 'string' ? URL.parse(address)?.href : undefined;
    if (!url || !isAllowed(hosts, new URL(url))) continue;
    return [{ picture: { kind: 'link', url }, url, isSpoiler, parentId: undefined }];
  }
  return [];
}

/** Where Discord has a result that a message of ours shows; undefined where it does not show it. */
export function originIn(
  { attachments = [] }: Pick<MessagePayload, 'attachments'>,
  { jobId, index }: PictureOf,
): string | undefined {
  const name = new RegExp(`^(?:SPOILER_)?darkroom-${jobId.toLowerCase()}-${index + 1}\\.`);
  return attachments
    .flatMap((each) => attachmentSchema.safeParse(each).data ?? [])
    .find(({ filename }) => name.test(filename))?.url;
}

const NO_LINKS = { rules: [] };
const BUTTON = /"v1:[a-z]+:([0-7][0-9A-HJKMNP-TV-Z]{25}):\d+"/;

interface OwnPictures {
  readonly job: HeldJob;
  readonly pictures: readonly SeenPicture[];
}

/** Whether the bot itself said it: then what it shows is never just anybody's. Of old applications it has another id. */
const isOurs = (
  { application_id: application, author, components }: MessagePayload,
  { applicationId }: Actor,
): boolean =>
  application === applicationId || author?.id === applicationId || BUTTON.test(JSON.stringify(components ?? []));

/** The results that a message of our own shows; undefined where it is not ours, or none of the member's business. */
async function ownPictures(
  { jobs, posts }: Pick<Store, 'jobs' | 'posts'>,
  message: MessagePayload,
  actor: Actor,
): Promise<OwnPictures | undefined> {
  if (!isOurs(message, actor)) return undefined;
  const [, jobId] = BUTTON.exec(JSON.stringify(message.components ?? [])) ?? [];
  const job = jobId ? await jobs.byId(jobId) : undefined;
  const post = job && (await posts.byId(job.postId));
  if (!job || !post || !mayUse(job, post, actor)) return undefined;
  const ready = (await jobs.byPost(post.id)).filter(isReady);
  if (ready.some(({ results }) => results.some(({ isExpired }) => isExpired)))
    return { job, pictures: stillShown(message, job.id, post.isSpoiler) };
  const pictures = ready.flatMap(({ id, results }) =>
    results.map((picture, index): SeenPicture => {
      const { link, width, height, nsfw } = picture;
      const origin = originIn(message, { jobId: id, index });
      const known = { ...(width && height ? { width, height } : {}), ...(origin && { origin }) };
      return {
        picture: { kind: 'result', jobId: id, index, ...known },
        // what the message itself may not show is not shown beside it either
        url: mayShow(actor, picture) ? link : undefined,
        isSpoiler: post.isSpoiler || nsfw === true,
        parentId: id,
      };
    }),
  );
  return { job, pictures };
}

/** What is no longer kept is still in the message itself. */
const stillShown = (message: MessagePayload, parentId: string, isSpoiler: boolean): readonly SeenPicture[] =>
  picturesIn(message, NO_LINKS).map((seen) => ({ ...seen, isSpoiler: seen.isSpoiler || isSpoiler, parentId }));

/** What a message shows, whether this member may edit it, and whose it is where it is somebody else's. */
interface ReadMessage {
  readonly consented: Consent;
  readonly pictures: readonly SeenPicture[];
  readonly credit?: Credit | undefined;
}

interface Parts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly linkHosts: HostList;
  readonly consent: EditConsent;
}

const createReadMessage =
  ({ store, linkHosts, consent }: Parts) =>
  async (message: MessagePayload, actor: Actor): Promise<ReadMessage> => {
    const ours = await ownPictures(store, message, actor);
    if (ours) return { consented: await consent.ofJob(ours.job, actor), pictures: ours.pictures };
    if (isOurs(message, actor)) return { consented: { ok: false, why: 'own-only' }, pictures: [] };
    const authorId = message.author?.id;
    return {
      consented: await consent.ofAuthor(authorId, actor),
      pictures: picturesIn(message, linkHosts),
      credit: authorId === actor.ownerId ? undefined : creditOf(message, actor),
    };
  };

const creditOf = ({ id, author }: MessagePayload, { place: { guildId, channelId } }: Actor): Credit | undefined =>
  creditSchema.safeParse({ authorId: author?.id, guildId, channelId, messageId: id }).data;

interface MessageMenuParts {
  readonly store: Store;
  readonly picks: Picks;
  readonly linkHosts: HostList;
  readonly catalog: Pick<Catalog, 'findOffered'>;
  readonly askFor: AskFor;
  readonly consent: EditConsent;
  readonly showJob: (asker: Asker, jobId: string) => Promise<void>;
  /** For moderators: it looks at who asks by itself. */
  readonly openRecord: Handler;
}

/** Right click on a message: what is made of its pictures is seen by whoever asked, until it is shared. */
export function createMessageMenus(parts: MessageMenuParts) {
  const { store, picks, linkHosts, catalog, askFor, consent, showJob, openRecord } = parts;
  const readMessage = createReadMessage(parts);

  const say = async (
    { actor, reply }: Asker,
    kind: Extract<Notice['kind'], `${string}picture${string}` | 'choice-over'>,
  ) => void (await reply.show(renderNotice({ kind }, actor.place.language), true));

  /** One picture is chosen: what is still to be known is asked for. */
  async function goOn(interaction: Interaction, operation: Operation, choice: Choice, n: number): Promise<void> {
    const { payload, actor, reply } = interaction;
    const chosen = choice.pictures[n - 1];
    const [option] = operation.main?.options ?? [];
    if (!chosen || !option) return say(interaction, 'choice-over');
    const { prompt } = formFields(payload);
    // a form cannot be answered with another one
    if (asksForWords(operation) && prompt === undefined && payload.type !== INTERACTION.modal) {
      const id = formatPickId({ kind: 'words', subject: await picks.keep(choice), n });
      return reply.ask(renderWordsForm(id, operation, actor.place.language));
    }
    const raw = given({ [option]: chosen.picture, prompt });
    const actionKey = payload.message ? `${actor.ownerId}:${payload.message.id}:${payload.data?.custom_id}` : null;
    const { isSpoiler, parentId } = chosen;
    const shown = { isPrivate: true, isSpoiler: isSpoiler || undefined };
    await askFor(interaction, { operation, raw, ...shown, actionKey, parentId, credit: choice.credit });
  }

  const refuse = async ({ actor, reply }: Asker, why: ConsentRefusal) =>
    void (await reply.show(renderConsentRefusal(why, actor.place.language), true));

  async function make(interaction: Interaction, operation: Operation): Promise<void> {
    const { payload, actor, reply } = interaction;
    const message = targetOf(payload);
    if (!message) return say(interaction, 'no-picture-there');
    const { consented, pictures, credit } = await readMessage(message, actor);
    // whose picture it is matters only where there is one
    const isThere = pictures.length > 0 || picturesIn(message, linkHosts).length > 0;
    if (!isThere) return say(interaction, 'no-picture-there');
    if (!consented.ok) return refuse(interaction, consented.why);
    if (pictures.length === 0) return say(interaction, 'no-picture-there');
    const choice = { ownerId: actor.ownerId, operation: operation.name, pictures: pictures.map(kept), credit };
    if (pictures.length === 1) return goOn(interaction, operation, choice, 1);
    const id = await picks.keep(choice);
    await reply.show(renderPictureChoice(id, pictures, operation, actor.place.language), true);
  }

  async function details({ payload, actor, reply }: Interaction): Promise<void> {
    const message = targetOf(payload);
    const ours = message && (await ownPictures(store, message, actor));
    const [first] = ours?.pictures ?? [];
    if (first?.parentId) return showJob({ actor, reply }, first.parentId);
    const pictures = message ? picturesIn(message, linkHosts) : [];
    await reply.show(renderPictureDetails(pictures, actor.place.language), true);
  }

  return {
    /** Undefined for what is not offered here. */
    find(name: string | undefined): Handler | undefined {
      const does = messageMenus.find((each) => each.name.en === name)?.does;
      if (does?.kind === 'details') return details;
      if (does?.kind === 'record') return openRecord;
      const operation = does && catalog.findOffered(does.operation);
      return operation && ((interaction) => make(interaction, operation));
    },
    /** A number that was pressed, or a form that was sent; undefined for other ids. */
    answering(customId: string): Handler | undefined {
      const id = parsePickId(customId);
      if (!id) return undefined;
      return async (interaction) => {
        const { actor } = interaction;
        const choice = await picks.find(id.subject, actor.ownerId);
        const operation = choice && catalog.findOffered(choice.operation);
        if (!operation) return say(interaction, 'choice-over');
        // meanwhile its author, or the server, may have said no
        const consented = choice.credit && (await consent.ofAuthor(choice.credit.authorId, actor));
        if (consented?.ok === false) return refuse(interaction, consented.why);
        await goOn(interaction, operation, choice, id.n);
      };
    },
  };
}

export type MessageMenus = ReturnType<typeof createMessageMenus>;

const asksForWords = ({ name }: Operation): boolean =>
  messageMenus.some(({ does }) => does.kind === 'make' && does.operation === name && does.asks === 'prompt');

const kept = ({ picture, parentId, isSpoiler }: SeenPicture): Choice['pictures'][number] => ({
  picture,
  isSpoiler,
  ...(parentId === undefined ? {} : { parentId }),
});
