import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { startLocalFileService } from '../../sandbox/file-service/local-file-service.ts';
import { type LocalApiframeOptions, startLocalApiframe } from '../../sandbox/providers/local-apiframe.ts';
import { type LocalFreepikOptions, startLocalFreepik } from '../../sandbox/providers/local-freepik.ts';
import { startPictureServer } from '../sandbox/providers/picture-server.ts';
import { plainPicture, samplePicture } from '../sandbox/providers/pixels.ts';
import { programsIn } from './programs.ts';
import { folderFor, type Run, remove, runIn } from './run-program.ts';

export const USER_AGENT = 'Example/1.0 (+https://example.com)';

export const programs = programsIn(readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8'));

/** Programs of the page wait three seconds before they look again. One of each language does so here, too. */
const AS_PRINTED = ['mystic.sh', 'mystic.ts'];
const hurried = (text: string) => text.replace(/^( *)sleep 3$/m, '$1sleep 0.2').replace('sleep(3000)', 'sleep(200)');

export type ExamplesStage = Awaited<ReturnType<typeof openExamplesStage>>;

/** All that the examples talk to, and a way to run one. */
export async function openExamplesStage(options: { freepik: LocalFreepikOptions; apiframe: LocalApiframeOptions }) {
  const photo = await samplePicture(320, 256);
  const inputs = { 'photo.png': photo, 'reference.png': await plainPicture('#208040') };
  const freepik = await startLocalFreepik(options.freepik);
  const apiframe = await startLocalApiframe(options.apiframe);
  const apiframeV2 = await startLocalApiframe({ ...options.apiframe, api: 'v2' });
  const files = await startLocalFileService();
  const server = await startPictureServer({ '/photo.png': photo });
  const folders: string[] = [];

  return {
    photo,
    freepik,
    apiframe,
    apiframeV2,
    files,
    async run(name: string, more: Readonly<Record<string, string>> = {}): Promise<Run> {
      const text = programs[name] ?? 'exit 1';
      const folder = await folderFor(name, AS_PRINTED.includes(name) ? text : hurried(text), inputs);
      folders.push(folder);
      const result = await runIn(folder, name, {
        FILE_SERVICE_URL: files.url,
        FREEPIK_API_URL: freepik.url,
        FREEPIK_API_HEADER: 'x-magnific-api-key',
        FREEPIK_API_KEY: freepik.apiKey,
        APIFRAME_API_URL: apiframe.url,
        APIFRAME_API_KEY: apiframe.apiKey,
        APIFRAME_V2_API_URL: apiframeV2.url,
        APIFRAME_V2_API_KEY: apiframeV2.apiKey,
        USER_AGENT,
        IMAGE_URL: `${server.url}/photo.png`,
        ...more,
      });
      for (const { apiKey } of [freepik, apiframe, apiframeV2]) expect(result.output).not.toContain(apiKey);
      expect(result.code, result.output).toBe(0);
      return result;
    },
    async close(): Promise<void> {
      const servers = [freepik, apiframe, apiframeV2, files, server];
      await Promise.all([...servers.map((each) => each.close()), ...folders.map(remove)]);
    },
  };
}

export const bytesOf = ({ folder }: Run, file = 'result.png') => readFile(join(folder, file));

/** Requests of examples to the providers themselves that do not say who asks. */
export const nameless = ({ freepik, apiframe, apiframeV2 }: ExamplesStage) =>
  [...freepik.requests, ...apiframe.requests, ...apiframeV2.requests].filter(
    ({ host, path, userAgent }) => host === 'api' && !path.includes('/download/') && userAgent !== USER_AGENT,
  );

export async function sizeOf(bytes: Buffer): Promise<string> {
  // all of it is read, so that half a picture is none
  const { info } = await sharp(bytes, { failOn: 'truncated' }).raw().toBuffer({ resolveWithObject: true });
  return `${info.width}x${info.height}`;
}
