import { z } from 'zod';
import {
  type CustomId,
  type PictureId,
  parseChooseId,
  parseCustomId,
  parseStepId,
  type Step,
} from '../../core/custom-ids.ts';
import { isJsonObject } from '../../core/json.ts';

/** Ids go into addresses, keys and scopes: what is none makes the whole unreadable. */
const snowflake = z.string().regex(/^\d{1,20}$/);
const token = z.string().regex(/^[\w.~=+-]+$/);
const user = z.object({ id: snowflake });
export const attachmentSchema = z.object({
  id: z.string(),
  url: z.string(),
  filename: z.string(),
  size: z.number(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  content_type: z.string().nullish(),
  flags: z.number().nullish(),
});
/** Shapes are looked at where they are used: a message of anybody may hold anything. */
const message = z.object({
  id: snowflake,
  application_id: z.string().nullish(),
  author: user.optional(),
  attachments: z.array(z.unknown()).optional(),
  embeds: z.array(z.unknown()).optional(),
  components: z.array(z.unknown()).optional(),
});
/** By ids, which members may type as well: what an object inherits is no answer to them. */
const byId = <T extends z.ZodType>(each: T) =>
  z.record(z.string(), each).transform((all) => new Map(Object.entries(all)));

/** What was chosen in an option, as Discord tells of it. */
const chosenUser = z.object({ id: z.string(), bot: z.boolean().optional() });
const chosenMember = z.object({ roles: z.array(z.string()).default([]) });
const chosenChannel = z.object({
  id: z.string(),
  type: z.number(),
  /** Of the bot itself, there. */
  app_permissions: z.string().optional(),
});
const plainOption = z.object({
  name: z.string(),
  type: z.number().optional(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
/** A subcommand holds what was typed into it. */
const option = plainOption.extend({ options: z.array(plainOption).optional() });

/** Of Discord's payload what we read; whatever else it holds is none of our business. */
export const interactionSchema = z.object({
  id: snowflake,
  application_id: snowflake,
  type: z.number(),
  token,
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z
    .object({
      id: snowflake,
      type: z.number().optional(),
      nsfw: z.boolean().optional(),
      parent_id: snowflake.nullish(),
    })
    .optional(),
  /** Permissions of the member in the channel, as Discord counts them. */
  member: z.object({ user, permissions: z.string().optional(), roles: z.array(z.string()).default([]) }).optional(),
  user: user.optional(),
  locale: z.string().optional(),
  guild_locale: z.string().optional(),
  app_permissions: z.string().default('0'),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
  context: z.number().optional(),
  attachment_size_limit: z.number().optional(),
  message: z
    .object({
      id: snowflake,
      flags: z.number().optional(),
      interaction_metadata: z.object({ user }).optional(),
      attachments: z.array(z.unknown()).optional(),
      components: z.array(z.unknown()).optional(),
    })
    .optional(),
  data: z
    .object({
      name: z.string().optional(),
      custom_id: z.string().optional(),
      options: z.array(option).optional(),
      /** Chosen from a menu. */
      values: z.array(z.string()).optional(),
      /** Of a command: 3 is a menu of messages. */
      type: z.number().optional(),
      target_id: z.string().optional(),
      /** Of a form that was filled in. */
      components: z.array(z.unknown()).optional(),
      resolved: z
        .object({
          attachments: byId(attachmentSchema).optional(),
          messages: byId(message).optional(),
          users: byId(chosenUser).optional(),
          members: byId(chosenMember).optional(),
          channels: byId(chosenChannel).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Enough to say something to whoever waits, whatever the rest looks like. */
export const waitingSchema = z.object({
  id: snowflake,
  token,
  type: z.number(),
  locale: z.string().optional().catch(undefined),
});

export type InteractionPayload = z.infer<typeof interactionSchema>;
export type MessagePayload = z.infer<typeof message>;
export type ChosenChannel = z.infer<typeof chosenChannel>;
export type AttachmentPayload = z.infer<typeof attachmentSchema>;

/** The message whose menu was opened. */
export const targetOf = ({ data }: InteractionPayload): MessagePayload | undefined =>
  data?.resolved?.messages?.get(data.target_id ?? '');

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const MESSAGE_MENU = 3;

type Value = string | number | boolean;

/** What was typed into a command, wherever Discord put it. */
export interface CommandInput {
  /** Of a command that has some. */
  readonly subcommand: string | undefined;
  readonly values: Readonly<Record<string, Value>>;
  /** The option that is being typed, and what stands there so far. */
  readonly focused: { readonly name: string; readonly typed: string } | undefined;
}

/** Kinds of options that hold others. */
const SUBCOMMAND = 1;

export function commandInput({ data }: Pick<InteractionPayload, 'data'>): CommandInput {
  const [first] = data?.options ?? [];
  const isNested = first?.type === SUBCOMMAND;
  const options = isNested ? (first.options ?? []) : (data?.options ?? []);
  const focused = options.find((option) => option.focused);
  return {
    subcommand: isNested ? first.name : undefined,
    values: Object.fromEntries(options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
    focused: focused && { name: focused.name, typed: String(focused.value ?? '') },
  };
}

export const textValue = ({ values }: CommandInput, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

export const numberValue = ({ values }: CommandInput, name: string): number | undefined => {
  const value = values[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

export const flagValue = ({ values }: CommandInput, name: string): boolean | undefined => {
  const value = values[name];
  return typeof value === 'boolean' ? value : undefined;
};

/** What was written into the text fields of a form, by their ids. */
export function formFields({ data }: InteractionPayload): Readonly<Record<string, string>> {
  return Object.fromEntries((data?.components ?? []).flatMap(fieldsIn));
}

/** What was chosen from a list of a form, and what was attached in it: values by the ids of their fields. */
export function formValues({ data }: InteractionPayload, field: string): readonly string[] {
  return valuesIn(data?.components ?? [], field);
}

/** The files of a field, in the order in which they were attached. */
export function formFiles(payload: InteractionPayload, field: string): readonly AttachmentPayload[] {
  const attachments = payload.data?.resolved?.attachments;
  return formValues(payload, field).flatMap((id) => attachments?.get(id) ?? []);
}

function valuesIn(component: unknown, field: string): string[] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => valuesIn(each, field));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, values, component: inner, components } = component;
  if (id === field && Array.isArray(values)) return values.filter((value) => typeof value === 'string');
  return [...valuesIn(inner, field), ...valuesIn(components, field)];
}

function fieldsIn(component: unknown): [string, string][] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => fieldsIn(each));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, value, component: inner, components } = component;
  if (typeof id === 'string' && typeof value === 'string') return [[id, value]];
  return [...fieldsIn(inner), ...fieldsIn(components)];
}

/** Where something was chosen from a message, so that its menu shows that until the message is drawn anew. */
export const isChoice = ({ type, data }: Pick<InteractionPayload, 'type' | 'data'>): boolean =>
  type === INTERACTION.component && data?.values !== undefined;

/** The id of what was pressed: of a result's menu the entry that was chosen. */
export function pressedId({ data }: Pick<InteractionPayload, 'data'>): string {
  const text = data?.custom_id ?? '';
  return parseChooseId(text) ? (data?.values?.[0] ?? '') : text;
}

/** The picture of a message whose own menu was asked for. */
export function pictureAskedFor({ data }: Pick<InteractionPayload, 'data'>): PictureId | undefined {
  return parseChooseId(data?.custom_id ?? '') && parseChooseId(data?.values?.[0] ?? '');
}

/** What was pressed, sent or chosen; undefined for what no version of ours ever showed. */
export function readId({
  data,
}: Pick<InteractionPayload, 'data'>): { readonly id: CustomId; readonly step: Step | undefined } | undefined {
  const button = parseCustomId(pressedId({ data }));
  if (button) return { id: button, step: undefined };
  const second = parseStepId(data?.custom_id ?? '');
  return second && { id: second, step: second.step };
}
