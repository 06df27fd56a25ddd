import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { startLocalFileService } from '../../../sandbox/file-service/local-file-service.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { hostRuleOf, isAllowed } from '../../../src/core/hosts.ts';
import { FileStoreError, type StoredFile } from '../../../src/services/files/contract.ts';
import { createFileService } from '../../../src/services/files/file-service.ts';
import type { HttpAnswer } from '../../../src/services/http/contract.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { pictureFile } from '../../../test/end-to-end/pictures.ts';
import { anyAnswer, createAnswering, type Heard, heardOf, spoiled } from '../answers.ts';
import { type Entrance, fail, fuzzed, unmet } from '../run.ts';

const SHAPES = ['result', 'result-url', 'url', 'data', 'image', 'secure_url'] as const;
const ID = '6fa459ea-ee8a-5ca4-894e-db77e160355e';

/** Whoever waits between two tries has waited. */
const hasty: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  schedule(_, task) {
    const soon = setImmediate(task);
    return () => clearImmediate(soon);
  },
};

/** What the local service says to a picture that is put and taken away, in each of its shapes. */
async function repliesIn(shape: (typeof SHAPES)[number], file: StoredFile) {
  const local = await startLocalFileService({ shape });
  const http = createHttp();
  const heard: HttpAnswer[] = [];
  const resultHosts = { rules: [hostRuleOf(new URL(`http://${local.linkHost}`))] };
  const store = createFileService({
    http: {
      ...http,
      async exchange(request) {
        const answer = await http.exchange(request);
        heard.push(answer);
        return answer;
      },
    },
    baseUrl: new URL(local.url),
    resultHosts,
    clock: hasty,
  });
  const signal = AbortSignal.timeout(20_000);
  await store.put(file, signal).catch(() => undefined);
  await store.remove(ID, signal).catch(() => undefined);
  await http.close();
  await local.close();
  return { resultHosts, heard: heard.map(heardOf) };
}

/** Replies of the file service, changed in every way: a link that was not allowed is never believed. */
export const fileService: Entrance<unknown> = {
  name: 'file-service',
  share: 10,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-fuzz-file-'));
    const file: StoredFile = { id: ID, path: join(folder, 'picture.png'), type: 'png' };
    await writeFile(file.path, (await pictureFile(64, 64)).bytes);
    const all = await Promise.all(SHAPES.map((shape) => repliesIn(shape, file)));
    const heard: readonly Heard[] = all.flatMap((each) => each.heard);
    const resultHosts = { rules: all.flatMap((each) => each.resultHosts.rules) };
    const { http, say } = createAnswering({ status: 200, headers: {}, body: Buffer.alloc(0) });
    const store = createFileService({ http, baseUrl: new URL('http://127.0.0.1:1'), resultHosts, clock: hasty });
    const signal = new AbortController().signal;
    const met = new Set<unknown>();
    let cases = 0;

    async function outcomeOf(isPut: boolean): Promise<string> {
      try {
        if (!isPut) return (await store.remove(ID, signal)) ?? 'removed';
        const { link = '' } = await store.put(file, signal);
        if (!isAllowed(resultHosts, new URL(link))) fail(`it was put at ${link}`);
        return 'put';
      } catch (error) {
        if (!(error instanceof FileStoreError)) throw error;
        return error.retry;
      }
    }

    return fuzzed(
      {
        any: fc.record({ isPut: fc.boolean(), answer: anyAnswer }),
        async hold({ isPut, answer }) {
          say(spoiled(heard, answer));
          cases += 1;
          met.add(await outcomeOf(isPut));
        },
      },
      async () => {
        await rm(folder, { recursive: true });
        return unmet(cases, met, ['put', 'removed', 'later', 'never', 'doubtful']);
      },
    );
  },
};
