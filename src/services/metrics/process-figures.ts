import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

const NANOSECONDS = 1e9;
const PERCENTILES = [50, 90, 99];

interface Build {
  readonly version: string;
  readonly role: string;
  readonly database: string;
}

/** How this very process is: its event loop, its memory, and what it was built from. */
export function createProcessFigures(registry: Registry, build: Build): { read(): void; close(): void } {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const loop = new Gauge({
    name: 'darkroom_event_loop_delay_seconds',
    help: 'Delay of the event loop since the figures were last read',
    labelNames: ['percentile'],
    registers,
  });
  const memory = new Gauge({ name: 'process_resident_memory_bytes', help: 'Memory of the process', registers });
  const processor = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process',
    registers,
  });
  const start = new Gauge({ name: 'process_start_time_seconds', help: 'When the process began', registers });
  start.set(Date.now() / 1000 - process.uptime());
  new Gauge({
    name: 'darkroom_build_info',
    help: 'Always 1; the labels say what runs',
    labelNames: ['version', 'node', 'role', 'database'],
    registers,
  }).set({ ...build, node: process.version }, 1);

  return {
    read() {
      for (const percentile of PERCENTILES) loop.set({ percentile }, delay.percentile(percentile) / NANOSECONDS);
      loop.set({ percentile: 100 }, delay.max / NANOSECONDS);
      delay.reset();
      memory.set(process.memoryUsage.rss());
      const { user, system } = process.cpuUsage();
      processor.reset();
      processor.inc((user + system) / 1e6);
    },
    close: () => void delay.disable(),
  };
}
