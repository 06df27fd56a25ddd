import { compare } from '../../../src/services/images/compare.ts';
import { drawFilmStrip } from '../../../src/services/images/film-strip.ts';
import { openFont } from '../../../src/services/images/font.ts';
import { createPreviews } from '../../../src/services/images/preview.ts';

/** Draws everything that there is to be drawn of one large picture and prints by how many megabytes that let it grow. */
const [path = '', frames = ''] = process.argv.slice(2);
const font = await openFont();
const before = process.resourceUsage().maxRSS;
const { width, height } = await createPreviews().makePreview(path, { maximumBytes: 500_000, behind: 'checkerboard' });
const both = await compare(path, path);
const frame = { path, caption: 'Phóng to' };
const strip = await drawFilmStrip(
  font,
  Array.from({ length: Number(frames) }, () => frame),
);
const grown = (process.resourceUsage().maxRSS - before) / 1024;
process.stdout.write(JSON.stringify({ grown, sizes: [width, height, both.width, both.height, strip.width] }));
