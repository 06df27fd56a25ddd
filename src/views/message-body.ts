import {
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
  type RESTPatchAPIWebhookWithTokenMessageJSONBody,
} from 'discord-api-types/v10';

/** What a view makes: good for a reply, an edit and a new message alike. Files are added where it is sent. */
export interface MessageBody {
  readonly flags: MessageFlags;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowed_mentions: { readonly parse: never[] };
}

export function messageBody(components: APIMessageTopLevelComponent[]): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components,
    allowed_mentions: { parse: [] },
  } satisfies RESTPatchAPIWebhookWithTokenMessageJSONBody;
}

export const textBody = (content: string): MessageBody => messageBody([textDisplay(content)]);

/** Seen by the member alone. For first replies and follow-ups: an edit cannot change who sees a message. */
export const privately = (body: MessageBody): MessageBody => ({
  ...body,
  flags: body.flags | MessageFlags.Ephemeral,
});

export const textDisplay = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content });

/** A point in time in full, as every client writes it in its own language and zone. */
export const fullTime = (at: number): string => `<t:${Math.floor(at / 1000)}:f>`;

/** Discord's count-down to a point in time, which every client shows in its own language. */
export const relativeTime = (at: number): string => `<t:${Math.floor(at / 1000)}:R>`;

/** A day and an hour, as every client shows them in its own language and time zone. */
export const exactTime = (at: number): string => `<t:${Math.floor(at / 1000)}:f>`;
