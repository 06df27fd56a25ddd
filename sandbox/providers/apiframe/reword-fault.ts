import { type Answer, json } from '../answer.ts';
import { badRequest } from './apiframe-api.ts';

/** A 400 has a list of errors, anything else an empty body: its status is the only signal. */
export function rewordFault(answer: Answer): Answer {
  const { status, type, body, headers } = answer;
  if (status < 400 || !/\bjson\b/.test(type)) return answer;
  return status === 400 ? badRequest(typeof body === 'string' ? reasonIn(body) : '') : json(status, {}, headers);
}

function reasonIn(body: string): string {
  return /"message":"([^"]*)"/.exec(body)?.[1] ?? 'Invalid request';
}
