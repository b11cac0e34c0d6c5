import { escaped } from '../http/path.ts';

/** What an address may name in braces. */
export interface TemplateValues {
  email: string;
  accountId: string;
  actionId: string;
}

/** Fills an address; each value is escaped, so that it cannot leave its place. */
export function fill(template: string, values: TemplateValues): URL {
  return new URL(
    template
      .replaceAll('{email}', escaped(values.email))
      .replaceAll('{accountId}', escaped(values.accountId))
      .replaceAll('{actionId}', escaped(values.actionId)),
  );
}

/** What is wrong with an address in the settings, or null. */
export function templateProblem(template: string): string | null {
  const origin = /^https?:\/\/[^/?#]*/.exec(template)?.[0] ?? '';
  if (origin.includes('{')) return 'the host is fixed: braces may only stand in the path or the query';
  const unknown = template.match(/\{(?!(?:email|accountId|actionId)\})[^}]*\}?/)?.[0];
  if (unknown !== undefined) return `${unknown} means nothing here; {email}, {accountId} and {actionId} do`;
  const filled = template.replaceAll(/\{\w+\}/g, 'x');
  if (origin === '' || !URL.canParse(filled))
    return 'expected an address such as https://doors.example.com/revocations';
  const { username, password, hash } = new URL(filled);
  if (username !== '' || password !== '' || hash !== '')
    return 'expected an address without user, password or fragment';
  return null;
}
