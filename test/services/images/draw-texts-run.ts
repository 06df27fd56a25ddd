import { createHash } from 'node:crypto';
import { drawChart } from '../../../src/services/images/chart.ts';
import { drawFilmStrip } from '../../../src/services/images/film-strip.ts';
import { openFont } from '../../../src/services/images/font.ts';
import { sharp } from '../../../src/services/images/sharp-library.ts';

/** Prints what a strip and a chart look like, as two hashes: a process of its own, for the environment that it is given. */
const font = await openFont();
const strip = await drawFilmStrip(font, [{ path: undefined, caption: 'Phóng to, chỉnh ắữđ' }]);
const chart = await drawChart(font, {
  title: 'Tác vụ mỗi ngày',
  language: 'vi',
  labels: ['Thứ bảy'],
  series: [{ name: 'Xóa nền', values: [3] }],
  emptyText: '',
});
const hashes: string[] = [];
for (const { bytes } of [strip, chart]) {
  const pixels = await sharp(bytes).raw().toBuffer();
  hashes.push(createHash('sha256').update(pixels).digest('hex'));
}
process.stdout.write(hashes.join(' '));
