/** Servers that the bot is or was a member of. */
export interface Servers {
  /** True once for each joining, whoever asks first; a server that comes back is here again. */
  joined(id: string, joinedAt: number): Promise<boolean>;
  left(id: string, at: number): Promise<void>;
  /** Those that were not left. */
  here(): Promise<readonly { readonly id: string; readonly joinedAt: number }[]>;
}
