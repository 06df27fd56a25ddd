import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textsFor } from '../../src/i18n/index.ts';
import { drawChart } from '../../src/services/images/chart.ts';
import { compare } from '../../src/services/images/compare.ts';
import { drawFilmStrip } from '../../src/services/images/film-strip.ts';
import { openFont } from '../../src/services/images/font.ts';
import { makePicture } from '../pictures/make-picture.ts';
import { statistics } from './samples/server.ts';

interface SamplePicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** What is painted for `darkroom-1.png` and those after it. */
const PROMPTS = [
  'a fox in the snow',
  'a harbor at night',
  'a lighthouse by the sea, sunset',
  'a forest in the rain',
  'a desert at noon',
  'mountains in spring',
];
const STRIPS = ['chain.webp', 'strip.webp'];

const painted = (at: number): Promise<Buffer> =>
  makePicture({ prompt: PROMPTS[at % PROMPTS.length] ?? '', width: 768, height: 432, seed: 7 + at });

/** As files, for those that draw several pictures into one. */
async function withFiles<Result>(count: number, draw: (paths: readonly string[]) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-cards-'));
  try {
    const paths = Array.from({ length: count }, (_, at) => join(folder, `${at + 1}.png`));
    for (const [at, path] of paths.entries()) await writeFile(path, await painted(at));
    return await draw(paths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a file of the sample cards shows. */
export async function samplePicture(name: string): Promise<SamplePicture> {
  if (STRIPS.includes(name)) {
    const font = await openFont();
    const captions = ['Your picture', 'Upscale', 'Relight', 'Upscale'];
    const { bytes, type } = await withFiles(captions.length, (paths) =>
      drawFilmStrip(
        font,
        paths.map((path, at) => ({ path, caption: captions[at] ?? '' })),
      ),
    );
    return { bytes: Uint8Array.from(bytes), type: `image/${type}` };
  }
  if (name === 'both.webp') {
    const { bytes, type } = await withFiles(2, ([before = '', after = '']) => compare(before, after));
    return { bytes: Uint8Array.from(bytes), type: `image/${type}` };
  }
  if (name.startsWith('stats-')) {
    const { days, operations } = statistics();
    const series = operations.slice(0, 3).map(({ operation }) => ({
      name: `/${operation}`,
      values: days.map(({ jobs }) => jobs[operation] ?? 0),
    }));
    const { chart, day } = textsFor('en').stats;
    const labels = days.map((each) => day(each.day));
    const { bytes, type } = await drawChart(await openFont(), {
      title: chart.day,
      language: 'en',
      labels,
      series,
      emptyText: '',
    });
    return { bytes: Uint8Array.from(bytes), type: `image/${type}` };
  }
  const [, number = '1'] = /(\d+)\.\w+$/.exec(name) ?? [];
  return { bytes: Uint8Array.from(await painted(Number(number) - 1)), type: 'image/png' };
}
