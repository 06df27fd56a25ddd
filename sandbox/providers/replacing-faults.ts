import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Answer, json, message, page, send } from './answer.ts';
import type { MisbehaviourRule, ReplacingFault } from './misbehaviour.ts';

export const REFUSAL = 'The request was rejected because it violates our content policy.';

const NOWHERE = 'http://127.0.0.1:9/elsewhere';

type Rule = MisbehaviourRule<string, ReplacingFault>;

/** Answers a request with a fault alone: nothing of what was asked is looked at here. */
export async function sendFault(
  rule: Rule,
  request: IncomingMessage,
  response: ServerResponse,
  reword: (answer: Answer) => Answer,
): Promise<void> {
  // No answer at all: the connection stays until either side closes it.
  if (rule.as === 'hang') return;
  if (rule.as === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (rule.as === 'too-large') return sendWithoutEnd(rule.on === 'download', response);
  const answer = faultAnswer(rule.as, rule);
  await send(request, response, rule.on === 'download' ? answer : reword(answer));
}

function faultAnswer(as: Exclude<ReplacingFault, 'hang' | 'reset' | 'too-large'>, rule: Rule): Answer {
  switch (as) {
    case 'refuse-400':
      return message(400, REFUSAL);
    case '400-problem': {
      const problem = { message: 'Invalid request', invalid_params: [{ name: 'prompt', reason: 'is not acceptable' }] };
      return { ...json(400, { problem }), type: 'application/problem+json' };
    }
    case '400-flat':
      return message(400, 'Invalid request');
    case '400-field':
      return json(400, validationError([{ field: 'body.model', reason: 'Input should be realism, fluid or zen' }]));
    case '401':
      return message(401, 'Invalid API key. Create one at https://www.magnific.com/api');
    case '402':
      return message(402, 'Insufficient credits');
    case '403':
      return message(403, 'Forbidden');
    case 'firewall':
      return page(403, 'Access Denied');
    case '404':
      return message(404, 'Not found');
    case '410':
      return message(410, 'Gone');
    case '413':
      return message(413, 'Payload too large');
    case '429':
      return message(429, 'Too many requests', retryAfter(rule));
    case '500':
      return message(500, 'Internal Server Error');
    case '503':
      return message(503, 'Service Unavailable. Please try again later.', retryAfter(rule));
    case '503-html':
      return page(503, '503 Service Temporarily Unavailable');
    case 'html':
    case 'wrong-type':
      return page(200, 'Just a moment...');
    case 'empty':
      return { status: 200, type: 'application/json', body: '' };
    case 'redirect':
      return { status: 302, type: 'text/plain', body: '', headers: { location: rule.location ?? NOWHERE } };
    default:
      return as satisfies never;
  }
}

/** The shape of a 400 as it was captured from the live service. */
export function validationError(invalidParams: readonly { field: string; reason: string }[]) {
  return { message: 'Validation error', invalid_params: invalidParams };
}

function retryAfter({ retryAfter: after }: Rule): Record<string, string> {
  if (after === undefined) return {};
  return { 'retry-after': typeof after === 'number' ? String(after) : after.toUTCString() };
}

function sendWithoutEnd(isPicture: boolean, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': isPicture ? 'image/png' : 'application/json' });
  // It starts like what was asked for: only a cap on its size helps.
  const start = isPicture ? Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') : Buffer.from('{"data":"');
  return pipeline(endless(start), response);
}

async function* endless(start: Buffer): AsyncGenerator<Buffer> {
  yield start;
  const chunk = Buffer.alloc(65_536, 'A');
  for (;;) yield chunk;
}
