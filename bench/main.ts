import { acknowledgement } from './acknowledgement.ts';
import { delivery } from './delivery.ts';
import { machine } from './figures.ts';
import { inFlight } from './in-flight.ts';
import { polling } from './polling.ts';
import { storing } from './storing.ts';
import { words } from './words.ts';

/** `npm run bench` measures all; `npm run bench -- delivery` one. */
const all = { acknowledgement, delivery, polling, inFlight, storing, words };
const wanted = process.argv.slice(2);

console.log(`Measured on ${machine()}\n`);
for (const [name, measure] of Object.entries(all)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`## ${name}\n`);
  for (const line of await measure()) console.log(line);
  console.log('');
}
