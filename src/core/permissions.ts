/** Permissions as Discord sends them, a number in letters; anything else allows nothing. */
export const permissionBits = (text: string): bigint => (/^\d+$/.test(text) ? BigInt(text) : 0n);
