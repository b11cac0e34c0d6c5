import { day, type Instant, plus } from '../calendar/time.ts';
import type { ListedAccount, ListedCredential } from '../systems/listed-account.ts';
import type { Difference, Finding } from './finding.ts';
import { indexOf, type KnownPerson, type PeopleIndex, type Workforce } from './workforce.ts';

/** An account that `relais.yaml` says somebody answers for: a program's, or one that several share. */
interface OwnedAccount {
  /** Id or login. */
  account: string;
  kind: 'shared' | 'service';
  /** An address. */
  owner: string;
}

export interface ReviewRules {
  /** The id of the system whose list it is. */
  system: string;
  now: Instant;
  /** After so many days without use an account is dormant. */
  dormantDays: number;
  /** An invitation may be open for so many days. */
  invitedDays: number;
  owned: readonly OwnedAccount[];
}

/**
 * What one system's list comes to. `unknown`: accounts of which it cannot be told whether somebody who works here has
 * them; `unusedUnknown`: of whose use the vendor tells nothing; `away`: of people who are away. Nothing is concluded of
 * these.
 */
export interface Comparison {
  accounts: number;
  findings: readonly Finding[];
  unknown: number;
  unusedUnknown: number;
  away: number;
}

/** Of so many accounts at least has most to belong to somebody, or the list and the people do not belong together. */
const fewest = 10;

/**
 * Holds every account of one system against who works here. Nobody is called an orphan because somebody was not told:
 * that needs whole lists of people, somebody among the accounts who works here (the control), and most of the accounts
 * known.
 */
export function compareAccounts(
  { accounts, credentials }: { accounts: readonly ListedAccount[]; credentials: readonly ListedCredential[] },
  workforce: Workforce,
  rules: ReviewRules,
): Comparison {
  const index = indexOf(workforce.people, rules.system);
  const seen = accounts.map((account) => ({ account, ...ownerOf(account, index, rules) }));
  const open = seen.filter(({ account }) => account.standing !== 'closed');
  const people = open.filter(({ role }) => role === 'person');
  const known = people.filter(({ people }) => people.length > 0);
  const isControlled = people.some(({ people }) => people.some(({ state }) => state === 'here'));
  const mostAreKnown = people.length < fewest || known.length * 2 >= people.length;
  const tellsOrphans = workforce.complete && isControlled && mostAreKnown;

  const findings: Finding[] = [];
  let unknown = 0;
  let unusedUnknown = 0;
  let away = 0;
  for (const one of open) {
    const told = oneAccount(one, { ...rules, tellsOrphans });
    findings.push(...told.findings);
    unknown += told.isUnknown ? 1 : 0;
    unusedUnknown += one.role === 'person' && one.account.lastUse === null ? 1 : 0;
    away += one.people.some(({ state }) => state === 'away') ? 1 : 0;
  }
  findings.push(...keys(credentials, seen));
  return { accounts: accounts.length, findings, unknown, unusedUnknown, away };
}

interface Seen {
  account: ListedAccount;
  /** A person's own, or one that somebody answers for. */
  role: 'person' | 'owned';
  /** Whose it is, or who answers for it; several where what it carries is several people's. */
  people: readonly KnownPerson[];
}

function ownerOf(account: ListedAccount, index: PeopleIndex, { owned }: ReviewRules): Omit<Seen, 'account'> {
  const named = owned.find(({ account: name }) => isSame(name, account.id) || isSame(name, account.login));
  if (named) return { role: 'owned', people: index.of({ ...nothing, addresses: [named.owner] }) };
  if (account.kind === 'service' || account.kind === 'shared')
    return { role: 'owned', people: index.of({ ...nothing, addresses: account.owners ?? [] }) };
  return { role: 'person', people: index.of({ ...account, userName: account.login }) };
}

const nothing = { addresses: [], employeeNumber: null, userName: null };

function oneAccount(
  { account, role, people }: Seen,
  rules: ReviewRules & { tellsOrphans: boolean },
): { findings: readonly Finding[]; isUnknown: boolean } {
  const [person = null, another] = people;
  const has = (what: Finding['class'], more: Partial<Finding> = {}) => ({
    findings: [findingOf(account, what, person, more)],
    isUnknown: false,
  });
  // Two people may be meant: whoever looks must say which.
  if (another !== undefined) {
    const areGone = people.every(({ state }) => state === 'left');
    return areGone && role === 'person' ? has('residual') : { findings: [], isUnknown: true };
  }
  if (role === 'owned') return person?.state === 'left' ? has('owner-left') : { findings: [], isUnknown: false };
  if (person?.state === 'left') return has(account.standing === 'invited' ? 'invitation' : 'residual');
  if (person === null) {
    // What carries nothing that people are known by is nobody's or anybody's.
    const isNobodys = rules.tellsOrphans && (account.addresses.length > 0 || account.employeeNumber !== null);
    if (!isNobodys) return { findings: [], isUnknown: true };
    return has(account.standing === 'invited' ? 'invitation' : 'orphaned', { since: account.createdAt });
  }
  const since = unusedSince(account, rules);
  if (account.standing === 'invited') {
    const isOld = account.createdAt !== null && account.createdAt <= plus(rules.now, -rules.invitedDays * day);
    return isOld ? has('invitation', { since: account.createdAt }) : { findings: [], isUnknown: false };
  }
  const differs = differencesOf(account, person);
  return {
    findings: [
      ...(since !== null ? [findingOf(account, 'dormant', person, { since })] : []),
      ...(differs.length > 0 ? [findingOf(account, 'mismatch', person, { differs })] : []),
    ],
    isUnknown: false,
  };
}

/**
 * Since when nobody has used it, where that is too long; what the vendor does not tell is no use and no want of one.
 */
function unusedSince({ lastUse, createdAt }: ListedAccount, { now, dormantDays }: ReviewRules): Instant | null {
  const since = lastUse === 'never' ? createdAt : lastUse;
  return since !== null && since <= plus(now, -dormantDays * day) ? since : null;
}

/** Of what both sides tell. A title is compared as a whole, names by whether they share a word. */
function differencesOf(account: ListedAccount, person: KnownPerson): Difference[] {
  const { name, title, addresses } = account;
  return [
    ...(name !== null && !sharesWord(name, person.name) ? (['name'] as const) : []),
    ...(addresses.length > 0 && !addresses.some((one) => person.addresses.includes(one)) ? (['address'] as const) : []),
    ...(title !== null && person.title !== null && !isSame(folded(title), folded(person.title))
      ? (['title'] as const)
      : []),
  ];
}

/**
 * Keys of nobody: their owner is gone, closed, or no account of the system. An owner who is not told makes no finding.
 */
function keys(credentials: readonly ListedCredential[], seen: readonly Seen[]): Finding[] {
  const byId = new Map(seen.map((one) => [one.account.id, one]));
  return credentials.flatMap(({ id, label, owner, lastUse }): Finding[] => {
    const account = owner === null ? null : byId.get(owner);
    const person = account?.people[0] ?? null;
    const isOwned = account !== undefined && account !== null && account.account.standing === 'open';
    if (isOwned && person?.state !== 'left') return [];
    return [
      {
        ...{ class: 'ownerless-key', accountId: id, login: label, name: account?.account.login ?? null, kind: null },
        ...{ person: named(person), departure: person?.departure ?? null, differs: [] },
        since: lastUse === 'never' ? null : lastUse,
      },
    ];
  });
}

function findingOf(
  { id, login, name, kind }: ListedAccount,
  what: Finding['class'],
  person: KnownPerson | null,
  more: Partial<Finding>,
): Finding {
  return {
    ...{ class: what, accountId: id, login, name, kind },
    ...{ person: named(person), departure: person?.departure ?? null },
    ...{ since: person?.leftAt ?? null, differs: [] },
    ...more,
  };
}

function named(person: KnownPerson | null): Finding['person'] {
  return person && { name: person.name, email: person.email };
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .trim()
    .toLowerCase();
}

function sharesWord(one: string, other: string): boolean {
  const words = new Set(folded(one).split(/[^\p{L}\p{N}]+/u));
  return folded(other)
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word !== '' && words.has(word));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
