/** An error that a person can fix. The message is one line: what is wrong and what to do. Shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
