/** Raised where what happened is known: its words say all, so that the log shows no stack. */
export abstract class ExpectedError extends Error {}

/** A start that cannot succeed until a person changes something: told as it stands, without a stack. */
export class StartupError extends ExpectedError {
  override readonly name = 'StartupError';
}

/** The store cannot take or read anything now, and nothing was done; the machine refuses new jobs and loses none. */
export class StoreError extends ExpectedError {
  override readonly name = 'StoreError';
  readonly code = 'store-unavailable';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** What a transaction went by is so no more, as it saw under its locks: the whole of it is to be tried again. */
export class OutdatedError extends ExpectedError {
  override readonly name = 'OutdatedError';
}
