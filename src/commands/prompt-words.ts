const MOST = 300;

/** A prompt as part of an alt text: one line, not too long. */
export const promptWords = (prompt: string): string => prompt.replaceAll(/\s+/g, ' ').slice(0, MOST).toWellFormed();
