import type { AnswerShape, Endpoint, FreepikEndpoint } from './description.ts';
import { curlExample, typescriptExample } from './examples.ts';

const TASK_ID = '046b6c7f-0b8a-43b9-b35d-6489e6daee91';
const LINK = 'https://cdn-magnific.freepik.com/result_0.png?token=exp=1767225600~hmac=0f2a...';
const DOWNLOAD = 'https://api.freepik.com/v1/ai/beta/images/download';

interface Definition
  extends Pick<FreepikEndpoint, 'title' | 'path' | 'about' | 'parameters' | 'notes' | 'sample'>,
    Partial<Pick<FreepikEndpoint, 'command' | 'pollPath' | 'encoding' | 'answers' | 'shape'>> {
  /** Of the files with its examples. */
  readonly name: string;
}

/** What most endpoints of Freepik have in common, and what follows from the rest. */
export function freepikEndpoint({ name, ...definition }: Definition): FreepikEndpoint {
  const traits = { encoding: 'json', answers: 'task', shape: 'wrapped', ...definition } as const;
  return {
    ...traits,
    method: 'POST',
    answer: answerOf(traits.shape, traits.answers),
    example: { name, curl: curlExample(traits), typescript: typescriptExample(traits) },
  };
}

function answerOf(shape: AnswerShape, answers: Endpoint['answers']): object {
  const isDone = answers === 'at-once';
  const status = isDone ? 'COMPLETED' : 'CREATED';
  const generated = isDone ? [LINK] : [];
  switch (shape) {
    case 'wrapped':
      return { data: { task_id: TASK_ID, status, generated } };
    case 'task_status':
      return { task_id: TASK_ID, task_status: status, generated };
    case 'links':
      return {
        original: `${DOWNLOAD}/1/original.jpg`,
        high_resolution: `${DOWNLOAD}/1/high.png`,
        preview: `${DOWNLOAD}/1/preview.png`,
        url: `${DOWNLOAD}/1/high.png`,
      };
    default:
      return shape satisfies never;
  }
}
