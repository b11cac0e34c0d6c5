/** Somebody removed a job that is being worked on. */
export class JobGoneError extends Error {
  override readonly name = 'JobGoneError';
}
