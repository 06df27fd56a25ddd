/** Discord takes 25 characters; the first of a job's 26 is the same for a thousand years. */
export const messageNonce = (jobId: string): string => jobId.slice(1);

/** Of the short message that says that a job has ended. */
export const endNonce = (jobId: string): string => `E${jobId.slice(2)}`;
