import { mimeTypes } from '../../core/picture-type.ts';
import { createTurns, type Turns } from '../../core/turns.ts';
import type { MessageFile } from '../delivery/discord-api.ts';
import type { Chart } from '../images/chart/data.ts';
import { drawChart } from '../images/chart.ts';
import { type Font, openFont } from '../images/font.ts';

export type DrawStatistics = (name: string, chart: Chart) => Promise<MessageFile>;

/** Charts, in turn with all else that is drawn. */
export function createDrawStatistics(inTurn: Turns = createTurns(1)): DrawStatistics {
  let font: Promise<Font> | undefined;
  return (name, chart) =>
    inTurn(async () => {
      font ??= openFont();
      const { bytes, type } = await drawChart(await font, chart);
      return { name: `${name}.${type}`, blob: new Blob([bytes], { type: mimeTypes[type] }) };
    });
}
