import type { Click, SubmitModal } from './act-types.ts';
import { type Acting, openingOf, takeFiles } from './acting.ts';
import { SELECTS } from './component-types.ts';
import { placeOf } from './envelope.ts';
import type { InteractionHandle } from './handles.ts';
import { type InteractionPlace, KIND } from './interactions.ts';
import { findComponent } from './interactive-parts.ts';
import { type JsonObject, numberOf, objectOf, objectsOf } from './json.ts';
import { submittedComponents } from './modals.ts';
import { FLAGS, type StoredMessage, type User } from './types.ts';

/** Buttons, selects and forms. */
export function createComponentActs(acting: Acting) {
  const { world, messages, payloads, interactions, handles, nextId } = acting;

  /** A click belongs to the installation by which its message was made. */
  function placeOfClick(user: User, message: StoredMessage): InteractionPlace {
    const channel = world.channels.get(message.channelId);
    if (!channel) throw new Error(`no channel ${message.channelId}`);
    const place = placeOf(world, user, channel);
    const owners = objectOf(message.interaction ?? {}, 'authorizing_integration_owners') ?? place.owners;
    return { ...place, owners };
  }

  return {
    click(act: Click): InteractionHandle {
      const { user, customId, values = [] } = act;
      const current = messages.find(act.message.id) ?? act.message;
      const component = findComponent(current.components, customId);
      if (!act.force) checkClick(current, component, act);
      const type = numberOf(component ?? {}, 'type') ?? 2;
      const data: JsonObject = {
        custom_id: customId,
        component_type: type,
        id: numberOf(component ?? {}, 'id') ?? 1,
        ...(SELECTS.has(type) ? { values } : {}),
      };
      const about = { interacted_message_id: current.id };
      const opening = openingOf(act, act.id ?? nextId(), KIND.component, placeOfClick(user, current), about);
      const extra = { ...opening.extra, message: payloads.message(current) };
      return handles.of(interactions.open({ ...opening, data, extra, source: current }));
    },

    async submitModal(act: SubmitModal): Promise<InteractionHandle> {
      const opener = handles.openModal(act.user.id, act.customId);
      if (!opener?.modal) throw new Error(`${act.user.name} was shown no form ${act.customId}`);
      const { channel, guild, user, owners, isUserInstallOnly, modal } = opener;
      submittedComponents(modal, act.fields, () => '');
      const { resolved, take } = await takeFiles(acting, Object.values(act.fields), {
        channelId: channel.id,
        sizeLimit: act.attachmentSizeLimit,
      });
      const components = submittedComponents(modal, act.fields, take);
      const given = act.message ?? opener.source;
      const source = given && (messages.find(given.id) ?? given);
      const place = { channel, guild, user, owners, isUserInstallOnly };
      const about = { triggering_interaction_metadata: opener.metadata };
      const opening = openingOf(act, act.id ?? nextId(), KIND.modal, place, about);
      const extra = { ...opening.extra, ...(source ? { message: payloads.message(source) } : {}) };
      const data = { custom_id: act.customId, components, ...resolved };
      return handles.of(interactions.open({ ...opening, data, extra, source }));
    },
  };
}

function checkClick(
  message: StoredMessage,
  component: JsonObject | undefined,
  { user, customId, values }: Click,
): void {
  if (message.deletedAt !== undefined) throw new Error(`message ${message.id} is deleted`);
  if (message.ephemeralFor !== undefined && message.ephemeralFor !== user.id) {
    throw new Error(`${user.name} does not see message ${message.id}`);
  }
  if ((message.flags & FLAGS.LOADING) !== 0) throw new Error(`message ${message.id} is still loading`);
  if (!component) throw new Error(`message ${message.id} has no component ${customId}`);
  if (component['disabled'] === true) throw new Error(`component ${customId} is disabled`);
  const options = objectsOf(component, 'options').map((option) => option['value']);
  const wrong = (values ?? []).find((value) => options.length > 0 && !options.includes(value));
  if (wrong !== undefined) throw new Error(`component ${customId} has no option ${wrong}`);
}
