import { parseChainId, parseCustomId } from '../../core/custom-id.ts';
import { isJsonObject } from '../../core/json.ts';
import { parseModId } from '../../core/mod-id.ts';
import { parseStepId } from '../../core/step-id.ts';
import { isUlid } from '../../core/ulid.ts';
import type { MessagePayload } from '../interaction-payload.ts';

const FILE = /^(?:SPOILER_)?darkroom-([0-9a-z]{26})-/;
/** As the last line of a card names it. What a member typed has a backslash before such a mark. */
const NAMED = /(?<!\\)`([0-9A-Z]{26})`/g;

/** The job or case that a message of ours is about; undefined for other messages. */
export function subjectInMessage(message: MessagePayload | undefined, applicationId: string): string | undefined {
  if (!message || (message.application_id !== applicationId && message.author?.id !== applicationId)) return undefined;
  const { components = [], attachments = [] } = message;
  const all = components.flatMap(objectsIn);
  const ids = all.flatMap(({ custom_id: id, value }) => [id, value]).flatMap(subjectOf);
  const files = attachments.flatMap((each) => (isJsonObject(each) ? fileSubject(each['filename']) : []));
  const named = all.flatMap(({ content }) => (typeof content === 'string' ? [...content.matchAll(NAMED)] : []));
  return [...ids, ...files, ...named.map(([, id = '']) => id).reverse()].find(isUlid);
}

function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => objectsIn(each));
  if (!isJsonObject(value)) return [];
  return [value, ...Object.values(value).flatMap((each) => objectsIn(each))];
}

function subjectOf(id: unknown): string[] {
  if (typeof id !== 'string') return [];
  const ofModerators = parseModId(id);
  if (ofModerators) return ofModerators.area === 'record' ? [ofModerators.subject] : [];
  const subject = (parseCustomId(id) ?? parseStepId(id) ?? parseChainId(id))?.subject;
  return subject === undefined ? [] : [subject];
}

function fileSubject(name: unknown): string[] {
  const [, id] = typeof name === 'string' ? (FILE.exec(name) ?? []) : [];
  return id === undefined ? [] : [id.toUpperCase()];
}
