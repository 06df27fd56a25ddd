import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** 26 characters that sort by time: 48 bits of milliseconds, 80 random bits. */
export function ulid(now: number, random: Uint8Array = randomBytes(16)): string {
  let time = '';
  for (let rest = now, place = 0; place < 10; place++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let tail = '';
  for (let place = 0; place < 16; place++) tail += ALPHABET.charAt((random[place] ?? 0) % 32);
  return time + tail;
}

export const isUlid = (value: string): boolean => PATTERN.test(value);
