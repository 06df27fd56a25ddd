/** What is already true when the error is raised; the words that a member reads depend on it. */
export type Aftermath = 'nothing-done' | 'maybe-charged' | 'done-not-delivered';

/** Raised where what happened is known: its words say all, so that the log shows no stack. */
export abstract class ExpectedError extends Error {}

/** An error of ours: the code says what, `aftermath` what already happened. Never carries a secret or a prompt. */
export class DarkroomError extends ExpectedError {
  override readonly name = 'DarkroomError';
  readonly code: string;
  readonly aftermath: Aftermath;

  constructor(code: string, message: string, options: { aftermath?: Aftermath; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.aftermath = options.aftermath ?? 'nothing-done';
  }
}

/** A start that cannot succeed until a person changes something: told as it stands, without a stack. */
export class StartupError extends ExpectedError {
  override readonly name = 'StartupError';
}

/** The store cannot take or read anything now; the machine refuses new jobs and loses none. */
export class StoreError extends DarkroomError {
  constructor(message: string, cause?: unknown) {
    super('store-unavailable', message, { cause });
  }
}
