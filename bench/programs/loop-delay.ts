import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into a bot with `--import`: after a SIGUSR2 it tells how late its event loop was since the one before. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('SIGUSR2', () => {
  const [p50, p99, most] = [delay.percentile(50), delay.percentile(99), delay.max].map((each) => each / 1e6);
  process.stdout.write(`${JSON.stringify({ msg: 'loop delay', p50, p99, most })}\n`);
  delay.reset();
});
