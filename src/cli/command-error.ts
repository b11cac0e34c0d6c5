/** What a person can mend: its message is all they need, a stack would bury it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** By name, so that telling them apart loads none of the parts they come from. */
const forPeople = new Set(['CommandError', 'ConfigError', 'FlowError', 'RelaisFileError', 'SecretError', 'StoreError']);

/** Whether the message of this error was written for the person at the terminal. */
export function isForPeople(error: unknown): error is Error {
  return error instanceof Error && forPeople.has(error.name);
}
