import { ConfigError } from '../config.ts';
import { StoreError } from '../engine/ports/store.ts';
import { FlowError } from '../flows/flow-error.ts';
import { RelaisFileError } from '../relais-file.ts';

/** What a person can mend: its message is all they need, a stack would bury it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Whether the message of this error was written for the person at the terminal. */
export function isForPeople(error: unknown): error is Error {
  return [CommandError, ConfigError, FlowError, RelaisFileError, StoreError].some((type) => error instanceof type);
}
