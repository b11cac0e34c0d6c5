import type { z } from 'zod';

/** What zod found, in the words Slack puts into `response_metadata.messages`. */
export function problems(error: z.ZodError, root: string): string[] {
  return error.issues.map((issue) => {
    const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
    const path = missing ? issue.path.slice(0, -1) : issue.path;
    const words = missing ? `missing required field: ${String(issue.path.at(-1))}` : worded(issue);
    return `[ERROR] ${words} [json-pointer:${root}${pointer(path)}]`;
  });
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('');
}

function worded(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `no more than ${issue.maximum} items allowed`;
    case 'too_small':
      return issue.origin === 'string'
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `must have at least ${issue.minimum} items`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return issue.path.at(-1) === 'type' ? 'unsupported type' : 'does not match any allowed shape';
    default:
      return issue.message;
  }
}
