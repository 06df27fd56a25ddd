import { messageMenus } from '../commands/message-menus.ts';
import type { ConsentRefusal } from '../core/consent.ts';
import { formatPickId, parsePickId } from '../core/custom-id.ts';
import type { HostList } from '../core/hosts.ts';
import { given } from '../core/json.ts';
import type { Operation } from '../core/operation.ts';
import type { Pick as Choice, Picks } from '../services/jobs/picks.ts';
import type { Store } from '../services/store/contract.ts';
import { renderConsentRefusal } from '../views/consent.ts';
import { type Notice, renderNotice } from '../views/notices.ts';
import { renderPictureChoice, renderPictureDetails, renderWordsForm } from '../views/picture-menus.ts';
import type { Actor } from './actor.ts';
import type { AskFor } from './ask-for.ts';
import type { EditConsent } from './edit-consent.ts';
import { formFields } from './form-fields.ts';
import { type InteractionPayload, targetOf } from './interaction-payload.ts';
import { picturesIn, type SeenPicture } from './message-pictures.ts';
import { ownPictures } from './own-pictures.ts';
import { createReadMessage } from './read-message.ts';
import type { Reply } from './reply.ts';

interface Event {
  readonly payload: InteractionPayload;
  readonly actor: Actor;
  readonly reply: Reply;
}
type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;

export interface MessageMenuParts {
  readonly store: Store;
  readonly picks: Picks;
  readonly linkHosts: HostList;
  readonly offered: (name: string) => Operation | undefined;
  readonly askFor: AskFor;
  readonly consent: EditConsent;
  readonly showJob: (actor: Actor, jobId: string, reply: Reply) => Promise<void>;
  /** For moderators: it looks at who asks by itself. */
  readonly openRecord: Handler;
}

/** Right click on a message: what is made of its pictures is seen by whoever asked, until it is shared. */
export function createMessageMenus(parts: MessageMenuParts) {
  const { store, picks, linkHosts, offered, askFor, consent, showJob, openRecord } = parts;
  const readMessage = createReadMessage(parts);

  const say = async (
    { actor, reply }: Event,
    kind: Extract<Notice['kind'], `${string}picture${string}` | 'choice-over'>,
  ) => void (await reply.show(renderNotice({ kind }, actor.place.language), true));

  /** One picture is chosen: what is still to be known is asked for. */
  async function goOn(event: Event, operation: Operation, choice: Choice, n: number): Promise<void> {
    const { payload, actor, reply } = event;
    const chosen = choice.pictures[n - 1];
    const [option] = operation.main?.options ?? [];
    if (!chosen || !option) return say(event, 'choice-over');
    const { prompt } = formFields(payload);
    if (asksForWords(operation) && prompt === undefined) {
      const id = formatPickId({ kind: 'words', subject: await picks.keep(choice), n });
      return reply.ask(renderWordsForm(id, operation, actor.place.language));
    }
    const raw = given({ [option]: chosen.picture, prompt });
    const actionKey = payload.message ? `${actor.ownerId}:${payload.message.id}:${payload.data?.custom_id}` : null;
    const { isSpoiler, parentId } = chosen;
    const shown = { isPrivate: true, isSpoiler: isSpoiler || undefined };
    await askFor({ operation, raw, ...shown, actionKey, parentId, credit: choice.credit }, actor, reply);
  }

  const refuse = async ({ actor, reply }: Event, why: ConsentRefusal) =>
    void (await reply.show(renderConsentRefusal(why, actor.place.language), true));

  async function make(event: Event, operation: Operation): Promise<void> {
    const { payload, actor, reply } = event;
    const message = targetOf(payload);
    if (!message) return say(event, 'no-picture-there');
    const { consented, pictures, credit } = await readMessage(message, actor);
    // whose picture it is matters only where there is one
    const isThere = pictures.length > 0 || picturesIn(message, linkHosts).length > 0;
    if (!isThere) return say(event, 'no-picture-there');
    if (!consented.ok) return refuse(event, consented.why);
    if (pictures.length === 0) return say(event, 'no-picture-there');
    const choice = { ownerId: actor.ownerId, operation: operation.name, pictures: pictures.map(kept), credit };
    if (pictures.length === 1) return goOn(event, operation, choice, 1);
    const id = await picks.keep(choice);
    await reply.show(renderPictureChoice(id, pictures, operation, actor.place.language), true);
  }

  async function details({ payload, actor, reply }: Event): Promise<void> {
    const message = targetOf(payload);
    const ours = message && (await ownPictures(store, message, actor));
    const [first] = ours?.pictures ?? [];
    if (first?.parentId) return showJob(actor, first.parentId, reply);
    const pictures = message ? picturesIn(message, linkHosts) : [];
    await reply.show(renderPictureDetails(pictures, actor.place.language), true);
  }

  return {
    /** Undefined for what is not offered here. */
    find(name: string | undefined): Handler | undefined {
      const does = messageMenus.find((each) => each.name.en === name)?.does;
      if (does?.kind === 'details') return (payload, actor, reply) => details({ payload, actor, reply });
      if (does?.kind === 'record') return openRecord;
      const operation = does && offered(does.operation);
      return operation && ((payload, actor, reply) => make({ payload, actor, reply }, operation));
    },
    /** A number that was pressed, or a form that was sent; undefined for other ids. */
    answering(customId: string): Handler | undefined {
      const id = parsePickId(customId);
      if (!id) return undefined;
      return async (payload, actor, reply) => {
        const event = { payload, actor, reply };
        const choice = await picks.find(id.subject, actor.ownerId);
        const operation = choice && offered(choice.operation);
        if (!operation) return say(event, 'choice-over');
        // meanwhile its author, or the server, may have said no
        const consented = choice.credit && (await consent.ofAuthor(choice.credit.authorId, actor));
        if (consented?.ok === false) return refuse(event, consented.why);
        await goOn(event, operation, choice, id.n);
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
