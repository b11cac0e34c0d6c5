import type { Guard } from './guard.ts';

const userNames = "an account goes by a user name that no address finds, or that is somebody else's by now";

const toldWrongly = "a user name was told wrongly: mistyped, given up, or a colleague's";

const selfWritten =
  "somebody writes a colleague's user name into their own profile in Okta, so that the colleague's account goes with theirs";

/** Whose account it is, where people, directories and lists say user names. */
export const ofUserNames: readonly Guard[] = [
  {
    id: 'remembered-account-is-found',
    row: userNames,
    file: 'src/engine/access/find-accounts.ts',
    code: '  if (names.length === 0) return found;',
    without: '  if (names.length >= 0) return found;',
    tests: ['test/engine/people/remembered-names.test.ts'],
  },
  {
    id: 'remembered-by-id-not-by-name',
    row: userNames,
    file: 'src/engine/access/find-accounts.ts',
    code: 'if (account.login.toLowerCase() === one.name.toLowerCase()) return account.login;',
    without: 'return one.name;',
    tests: ['test/engine/people/remembered-names.test.ts'],
  },
  {
    id: 'told-login-outside-github',
    row: toldWrongly,
    file: 'src/connectors/github/search.ts',
    code: 'const hasKnown = [...searching.outside.values()].some(isKnown);',
    without: 'const hasKnown = searching.outside.size > 0;',
    tests: ['test/connectors/told-logins.test.ts'],
  },
  {
    id: 'told-login-of-a-colleague',
    row: toldWrongly,
    file: 'src/connectors/github/search.ts',
    code: 'if (because !== null && shown.length + given.length > 0) {',
    without: 'if (because !== null && shown.length + given.length < 0) {',
    tests: ['test/connectors/told-logins.test.ts'],
  },
  {
    id: 'told-name-outside-gitlab',
    row: toldWrongly,
    file: 'src/connectors/gitlab/group-search.ts',
    code: 'const hasKnown = [...outside.values()].some(isKnown);',
    without: 'const hasKnown = outside.size > 0;',
    tests: ['test/connectors/told-logins.test.ts'],
  },
  {
    id: 'self-written-names-are-hints',
    row: selfWritten,
    file: 'src/connectors/okta/self-service.ts',
    code: '  return new Set([...others].filter((name) => !own.has(name)));',
    without: '  return new Set([...others, ...own]);',
    tests: ['test/connectors/okta-self-service.test.ts'],
  },
  {
    id: 'told-login-taken-by-a-stranger',
    row: toldWrongly,
    file: 'src/engine/access/find-accounts.ts',
    code: 'one.tenant === tenant && one.id === accountId);',
    without: 'one.tenant === tenant);',
    tests: ['test/connectors/told-logins.test.ts'],
  },
  {
    id: 'told-name-is-said-beside-certain-accounts',
    row: toldWrongly,
    file: 'src/engine/access/look-at-system.ts',
    code: "  if (untold.length === 0) return unsettled ? { kind: 'incomplete', reason: toldWrongly(unsettled.because) } : null;",
    without: '  if (untold.length === 0) return null;',
    tests: ['test/connectors/told-logins.test.ts', 'test/engine/unsettled-name.test.ts'],
  },
  {
    id: 'planned-account-shown-to-be-somebody-elses',
    row: toldWrongly,
    file: 'src/engine/access/look-at-system.ts',
    code: 'known.accounts.some((one) => isOneOf(unsettled.notTheirs, one, asked))',
    without: 'known.accounts.some((one) => isOneOf([], one, asked))',
    tests: ['test/connectors/told-logins.test.ts'],
  },
  {
    id: 'told-login-given-to-another-address',
    row: toldWrongly,
    file: 'src/connectors/github/search.ts',
    code: 'given: folded(loginsOfOthers(system, addresses)),',
    without: 'given: folded([]),',
    tests: ['test/connectors/told-logins.test.ts'],
  },
];
