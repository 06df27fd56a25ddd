import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Entrance, Finding, Ran } from './run.ts';

interface FuzzOptions<Place> {
  readonly entrances: readonly Entrance<Place>[];
  readonly openPlace: () => Promise<Place & { close(): Promise<readonly string[]> }>;
  readonly cases: number;
  readonly seed: number;
  /** Shared like the cases: nothing new is begun after this time. */
  readonly endsAt?: number | undefined;
  readonly onLine?: (line: string) => void;
}

interface Told extends Pick<Ran, 'slowest' | 'cases'> {
  readonly name: string;
  readonly perSecond: number;
  /** Of the processor, for a case: the median of all chunks. */
  readonly typicalMs: number;
  readonly findings: readonly Finding[];
  readonly heap: { readonly before: number; readonly after: number };
}

interface FuzzReport {
  readonly seed: number;
  readonly cases: number;
  readonly entrances: readonly Told[];
  /** What is wrong in the end, of all of them. */
  readonly wrong: readonly string[];
}

/** Between looks at the time and the heap. */
const CHUNK = 2000;
const MOST_FINDINGS = 10;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function heapUsed(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

const MIB = 1024 * 1024;
const inMib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;

interface Bounds {
  readonly wanted: number;
  readonly endsAt: number;
}

async function fuzzOne<Place>(
  entrance: Entrance<Place>,
  place: Place,
  { wanted, endsAt }: Bounds,
  options: FuzzOptions<Place>,
) {
  const { seed, onLine = () => {} } = options;
  const fuzzing = await entrance.open(place);
  const most = Math.min(wanted, entrance.most ?? wanted);
  const findings: Finding[] = [];
  let slowest: Ran['slowest'] = { ms: 0, example: '' };
  let cases = 0;
  let spent = 0;
  const typical: number[] = [];
  let before = 0;
  for (let chunk = 0; cases < most && Date.now() < endsAt && findings.length < MOST_FINDINGS; chunk += 1) {
    const began = performance.now();
    const busy = process.cpuUsage();
    const ran = await fuzzing.run({ seed: seed + chunk, cases: Math.min(CHUNK, most - cases) });
    const ms = performance.now() - began;
    spent += ms;
    cases += ran.cases;
    const { user, system } = process.cpuUsage(busy);
    typical.push((user + system) / 1000 / Math.max(1, ran.cases));
    if (ran.slowest.ms > slowest.ms) slowest = ran.slowest;
    // what is compiled and remembered at first is no leak
    if (chunk === 0) before = heapUsed();
    if (ran.finding) {
      findings.push(ran.finding);
      const { words, path, example } = ran.finding;
      onLine(`${entrance.name}, seed ${ran.finding.seed}, path ${path}: ${words}\n  ${example}`);
    } else if (chunk % 10 === 9) onLine(`${entrance.name}: ${cases} cases`);
  }
  const wrong = await fuzzing.close();
  const told: Told = {
    name: entrance.name,
    cases,
    perSecond: cases / Math.max(0.001, spent / 1000),
    typicalMs: typical.toSorted((a, b) => a - b)[Math.floor(typical.length / 2)] ?? 0,
    slowest,
    findings,
    heap: { before, after: heapUsed() },
  };
  return { told, wrong: [...wrong, ...excessOf(told)] };
}

/** Far more than a case takes, as a pattern that tries everything does. */
const SLOW = { least: 1500, times: 500 };
const LEAK_BYTES = 64 * MIB;

function excessOf({ name, slowest, typicalMs, heap }: Told): readonly string[] {
  const isSlow = slowest.ms > Math.max(SLOW.least, SLOW.times * typicalMs);
  const isLeaking = heap.after - heap.before > LEAK_BYTES;
  return [
    ...(isSlow ? [`${name}: a case took ${slowest.ms.toFixed(0)} ms: ${slowest.example}`] : []),
    ...(isLeaking ? [`${name}: the heap grew from ${inMib(heap.before)} to ${inMib(heap.after)}`] : []),
  ];
}

/** All entrances, one after the other, each with its share of the cases. */
export async function fuzz<Place>(options: FuzzOptions<Place>): Promise<FuzzReport> {
  const { entrances, openPlace, cases, seed, endsAt = Number.POSITIVE_INFINITY, onLine = () => {} } = options;
  const place = await openPlace();
  onLine('ready');
  const sharesFrom = (at: number) => entrances.slice(at).reduce((total, { share }) => total + share, 0);
  const all: Told[] = [];
  const wrong: string[] = [];
  for (const [at, entrance] of entrances.entries()) {
    const wanted = Math.ceil((cases * entrance.share) / sharesFrom(0));
    const now = Date.now();
    const ran = await fuzzOne(
      entrance,
      place,
      { wanted, endsAt: now + ((endsAt - now) * entrance.share) / sharesFrom(at) },
      options,
    );
    all.push(ran.told);
    wrong.push(...ran.wrong);
    onLine(lineOf(ran.told));
  }
  wrong.push(...(await place.close()));
  return { seed, cases: all.reduce((total, told) => total + told.cases, 0), entrances: all, wrong };
}

const lineOf = ({ name, cases, perSecond, typicalMs, slowest, findings, heap }: Told): string =>
  `${name}: ${cases} cases, ${Math.round(perSecond)} a second, typically ${typicalMs.toFixed(2)} ms, slowest ${slowest.ms.toFixed(0)} ms; ` +
  `heap ${inMib(heap.before)} -> ${inMib(heap.after)}; ${findings.length} findings`;
