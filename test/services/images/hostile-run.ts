import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createSourceCleaner } from '../../../src/services/pictures/clean-source.ts';
import { halves } from './samples.ts';

/** Cleans every file of a folder and prints what became of them and what it took; a process of its own, to be measured. */
const [, , folder = ''] = process.argv;
const limits = { maximumBytes: 25 * 1024 * 1024, maximumMegapixels: 64, fit: { maximumSide: 4096 } };
const directory = await mkdtemp(join(tmpdir(), 'darkroom-hostile-'));
const cleaner = await createSourceCleaner({ directory });

async function answerTo(path: string): Promise<string> {
  try {
    const { key, width, height } = await cleaner.clean(path, limits);
    const made = await sharp(cleaner.path(key)).metadata();
    const isClean = made.width === width && made.height === height && !made.exif && !made.xmp && !made.icc;
    return isClean ? 'clean' : 'not clean';
  } catch (error) {
    return error instanceof Error && 'problem' in error ? String(error.problem) : String(error);
  }
}

async function measured(name: string, path = join(folder, name)) {
  const cpuBefore = process.cpuUsage();
  const answer = await answerTo(path);
  const cpu = process.cpuUsage(cpuBefore);
  const grownMegabytes = (process.resourceUsage().maxRSS - startKilobytes) / 1024;
  return {
    name,
    answer,
    cpuMs: (cpu.user + cpu.system) / 1000,
    grownMegabytes,
  };
}

const names = (await readdir(folder)).sort();
await cleaner.clean(await halves({ width: 100, height: 100 }).webp().toBuffer(), limits);
const startKilobytes = process.resourceUsage().maxRSS;
const files: Awaited<ReturnType<typeof measured>>[] = [];
for (const name of names) files.push(await measured(name));
// what the largest photo takes, of a phone that was held upright
const largest = join(directory, 'largest.jpg');
await halves({ width: 8000, height: 7900 }).withMetadata({ orientation: 6 }).jpeg().toFile(largest);
const { cpuMs: honestCpuMs } = await measured('largest', largest);
await rm(largest);
const leftOvers = (await readdir(directory)).filter((name) => !/^[0-9a-f]{64}\.(?:png|jpg)$/.test(name));
await rm(directory, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ files, honestCpuMs, leftOvers }));
