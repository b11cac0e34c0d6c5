import type { GithubState } from './state.ts';

type Entry = GithubState['log'][number];

/**
 * The part of GitHub's audit log search that offboarding uses: `actor:`, `user:`, `action:` and `created:` with its
 * comparisons.
 */
export function searchAuditLog(log: readonly Entry[], phrase: string): Entry[] {
  const terms = phrase.split(/\s+/).filter(Boolean);
  return log.filter((entry) => terms.every((term) => matches(entry, term)));
}

function matches(entry: Entry, term: string): boolean {
  const [, name = '', value = ''] = /^(\w+):(.*)$/.exec(term) ?? [];
  switch (name) {
    case 'actor':
      return entry.actor.toLowerCase() === value.toLowerCase();
    case 'user':
      return entry.user?.toLowerCase() === value.toLowerCase();
    case 'action':
      return entry.action === value || entry.action.startsWith(`${value}.`);
    case 'created':
      return isWithin(entry.at, value);
    default:
      return false;
  }
}

function isWithin(at: string, range: string): boolean {
  const [from, to] = range.split('..');
  if (to !== undefined) return Date.parse(at) >= startOf(from ?? '') && Date.parse(at) < endOf(to);
  const [, comparison = '', day = ''] = /^(>=|>|<=|<)?(.*)$/.exec(range) ?? [];
  switch (comparison) {
    case '>=':
      return Date.parse(at) >= startOf(day);
    case '>':
      return Date.parse(at) >= endOf(day);
    case '<=':
      return Date.parse(at) < endOf(day);
    case '<':
      return Date.parse(at) < startOf(day);
    default:
      return Date.parse(at) >= startOf(day) && Date.parse(at) < endOf(day);
  }
}

function startOf(moment: string): number {
  return Date.parse(moment);
}

/** A day lasts until midnight; an instant is over at once. */
function endOf(moment: string): number {
  return Date.parse(moment) + (moment.includes('T') ? 1 : 86_400_000);
}
