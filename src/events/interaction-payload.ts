import { z } from 'zod';

const user = z.object({ id: z.string() });
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
  id: z.string(),
  application_id: z.string().nullish(),
  author: user.optional(),
  attachments: z.array(z.unknown()).optional(),
  embeds: z.array(z.unknown()).optional(),
  components: z.array(z.unknown()).optional(),
});
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
  id: z.string(),
  application_id: z.string(),
  type: z.number(),
  token: z.string(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z
    .object({
      id: z.string(),
      type: z.number().optional(),
      nsfw: z.boolean().optional(),
      parent_id: z.string().nullish(),
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
      id: z.string(),
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
          attachments: z.record(z.string(), attachmentSchema).optional(),
          messages: z.record(z.string(), message).optional(),
          users: z.record(z.string(), chosenUser).optional(),
          members: z.record(z.string(), chosenMember).optional(),
          channels: z.record(z.string(), chosenChannel).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type InteractionPayload = z.infer<typeof interactionSchema>;
export type MessagePayload = z.infer<typeof message>;
export type ChosenChannel = z.infer<typeof chosenChannel>;
export type AttachmentPayload = z.infer<typeof attachmentSchema>;

/** The message whose menu was opened. */
export const targetOf = ({ data }: InteractionPayload): MessagePayload | undefined =>
  data?.resolved?.messages?.[data.target_id ?? ''];

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const MESSAGE_MENU = 3;
