/** The part of the log that is needed at the end. */
interface LastWords {
  error(about: { readonly err: unknown }, words: string): void;
  fatal(about: { readonly err: unknown }, words: string): void;
}

/** What nobody caught ends the process, but for what Node itself leaves uncaught. */
export const createOnUnhandled =
  (log: LastWords, exit: () => void) =>
  (error: unknown): void => {
    // a file that was removed before it was sent: the request that should carry it fails by itself
    if (error instanceof DOMException && error.name === 'NotReadableError') {
      return void log.error({ err: error }, 'a file was gone before it was sent');
    }
    log.fatal({ err: error }, 'unhandled');
    exit();
  };
