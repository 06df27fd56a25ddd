import type { IncomingMessage } from 'node:http';
import { type Answer, json, message } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import type { ProviderParts } from './local-provider.ts';
import type { WorkFault } from './misbehaviour.ts';
import { REFUSAL, validationError } from './replacing-faults.ts';
import { type ParsedBody, wrongContentType } from './request-body.ts';
import type { EngineTask, TaskChanges } from './task-engine.ts';
import { type AnswerShape, acceptedView, shapeTask, viewTask } from './task-view.ts';

interface SubmitOptions extends Pick<ProviderParts<never>, 'engine' | 'sizes' | 'link' | 'complain'> {
  /** In place of an endpoint's own, by its name. */
  readonly answerShapes: Readonly<Record<string, AnswerShape>>;
}

export function createSubmit({ engine, sizes, link, complain, answerShapes }: SubmitOptions) {
  async function answerAtOnce(task: EngineTask, shape: AnswerShape): Promise<Answer> {
    await engine.ended(task);
    if (task.course === 'stuck') {
      const view = { ...acceptedView(task), status: 'IN_PROGRESS' as const };
      return json(200, shapeTask(view, shape));
    }
    // An answer of links has no status to tell a failure by.
    if (shape === 'links' && task.status === 'FAILED') {
      return message(400, task.course === 'refused' ? REFUSAL : 'The image could not be processed');
    }
    return json(
      200,
      shapeTask(
        viewTask(task, (index) => link(task, index)),
        shape,
      ),
    );
  }

  return async function submit(endpoint: Endpoint, request: IncomingMessage, body: ParsedBody, fault?: WorkFault) {
    const wrongType = wrongContentType(request, endpoint.encoding);
    if (wrongType !== undefined) {
      complain(`${endpoint.name}: the body is ignored: ${wrongType}`);
      if (!endpoint.ignoresOtherContentTypes) return message(400, wrongType);
    } else if (!body.ok) return message(400, body.reason);

    const variation = (engine.tasks.length % 8) + 1;
    const value = wrongType === undefined && body.ok ? body.value : {};
    const work = await endpoint.prepare(value, { variation, sizes });
    if ('invalid' in work) return json(400, validationError(work.invalid));

    for (const text of work.ignored) complain(`${endpoint.name}: ${text}`);
    const task = engine.create(endpoint.name, work, changesBy(fault));
    const shape = answerShapes[endpoint.name] ?? endpoint.shape;
    return endpoint.answers === 'task' ? json(200, shapeTask(acceptedView(task), shape)) : answerAtOnce(task, shape);
  };
}

export function changesBy(fault: WorkFault | undefined): TaskChanges {
  switch (fault) {
    case 'fail':
      return { course: 'failing' };
    case 'refuse':
      return { course: 'refused' };
    case 'stuck':
      return { course: 'stuck' };
    case 'nsfw':
      return { isNsfw: true };
    case 'expired-url':
      return { hasDeadLinks: true };
    case 'links-later':
      return { looksBeforeLinks: 3 };
    case 'wrong-host':
    case undefined:
      return {};
    default:
      return fault satisfies never;
  }
}
