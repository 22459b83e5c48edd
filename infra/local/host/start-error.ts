/** The host cannot start, for a reason that a person can mend: the message is one line that says what is wrong and what to do. No stack is shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
