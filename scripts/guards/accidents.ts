import type { Guard } from './guard.ts';

/** Of "From accident and from vendors". */
export const accidents: readonly Guard[] = [
  {
    id: 'unknown-is-read-first',
    row: 'the process dies between a call and its result',
    file: 'src/domain/pending.ts',
    code: '      return readBack(later(one.notBefore ?? one.lease?.until ?? atOnce, one.lease?.until));',
    without: "      return { at: atOnce, why: 'retry', work: { type: 'act', actionId } };",
    tests: ['test/engine/departure-story.test.ts'],
  },
  {
    id: 'only-a-read-back-verifies',
    row: 'a system accepts and does nothing',
    file: 'src/domain/revocation.ts',
    code: "    case 'running':\n    case 'accepted':\n    case 'failed':\n      return true;",
    without: "    case 'running':\n      return true;\n    case 'accepted':\n    case 'failed':\n      return false;",
    tests: ['test/engine/departure-story.test.ts'],
  },
  {
    id: 'looked-at-again',
    row: 'access comes back later',
    file: 'src/engine/execute.ts',
    code: "answer.state === 'not-desired' ? 'back' : 'unknown';",
    without: "'unknown';",
    tests: ['test/engine/departure-story.test.ts'],
  },
  {
    id: 'same-account',
    row: 'an address now belongs to somebody else',
    file: 'src/engine/execute.ts',
    code: '  const result = doubt === null ? await call(deps, one) : failed(deps, doubt, one);',
    without: '  const result = await call(deps, one);',
    tests: ['test/engine/identity.test.ts'],
  },
  {
    id: 'okta-protected',
    row: "the last owner, a break-glass account or Relais' own account is about to go",
    file: 'src/connectors/kit/connector-of.ts',
    code: '    if (isListed(settings.protected, account)) return { ...account, protectedBecause: protectedWords };',
    without: '',
    tests: ['test/connectors/okta.test.ts'],
  },
  {
    id: 'secrets-by-value',
    row: 'a secret lands in a log, a card or the journal',
    file: 'src/connectors/http/redaction.ts',
    code: 'for (const form of formsOf(secret)) result = result.replaceAll(form, hidden);',
    without: '',
    tests: ['test/connectors/http-parts.test.ts'],
  },
  {
    id: 'yaml-nesting',
    row: 'a flow or `relais.yaml` is malformed, or made to exhaust the reader',
    file: 'src/flows/read-yaml.ts',
    code: '  if (nestsTooDeep(text)) return',
    without: '  if (false) return',
    tests: ['test/flows/read-yaml.test.ts'],
  },
  {
    id: 'restored-is-read-first',
    row: 'a back-up is damaged, or taken in mid-run',
    file: 'src/domain/evolve-restored.ts',
    code: '{ ...one, rev: one.rev + 1, mustReadBack: true };',
    without: 'one;',
    tests: ['test/engine/restored.test.ts'],
  },
];
