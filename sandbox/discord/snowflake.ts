import type { Clock } from '../../src/core/clock.ts';

const DISCORD_EPOCH_MS = 1_420_070_400_000;
const INCREMENTS = 4096;

/** Ids as Discord makes them: time first, unique, rising, also when the clock stands still. */
export function createSnowflakes(clock: Clock, seed: number): () => string {
  const worker = BigInt(seed & 0x3ff) << 12n;
  let lastMs = 0;
  let increment = 0;

  return () => {
    const now = clock.now() - DISCORD_EPOCH_MS;
    if (now > lastMs) {
      lastMs = now;
      increment = 0;
    } else if (++increment === INCREMENTS) {
      lastMs++;
      increment = 0;
    }
    return ((BigInt(lastMs) << 22n) | worker | BigInt(increment)).toString();
  };
}

export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

export function shardOf(guildId: string | undefined, shardCount: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}
