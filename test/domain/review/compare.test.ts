import { describe, expect, it } from 'vitest';
import { compareAccounts, type ReviewRules } from '../../../src/domain/review/compare.ts';
import { holds, isAbout, mayReview, reviewActs } from '../../../src/domain/review/decision.ts';
import type { KnownPerson, Workforce } from '../../../src/domain/review/workforce.ts';
import type { ListedAccount, ListedCredential } from '../../../src/domain/systems/listed-account.ts';

const now = '2026-06-01T10:00:00.000Z';
const rules: ReviewRules = { system: 'code', now, dormantDays: 90, invitedDays: 14, owned: [] };

function person(who: string, more: Partial<KnownPerson> = {}): KnownPerson {
  const email = `${who}@example.com`;
  return {
    ...{ name: `${who} Quill`, email, addresses: [email], employeeNumber: null, userNames: {}, title: null },
    ...{ state: 'here', leftAt: null, departure: null },
    ...more,
  };
}

function account(who: string, more: Partial<ListedAccount> = {}): ListedAccount {
  const address = `${who}@example.com`;
  return {
    ...{ id: `a-${who}`, login: address, name: `${who} Quill`, addresses: [address], employeeNumber: null },
    ...{ title: null, status: 'ACTIVE', standing: 'open', kind: 'person', createdAt: '2024-01-01T00:00:00.000Z' },
    ...{ lastUse: '2026-05-30T00:00:00.000Z', owners: null },
    ...more,
  };
}

const staff = [person('ana'), person('ben')];
const workforce = (people: readonly KnownPerson[] = staff, complete = true): Workforce => ({ people, complete });

function found(
  accounts: readonly ListedAccount[],
  {
    people = workforce(),
    credentials = [],
    ...more
  }: { people?: Workforce; credentials?: readonly ListedCredential[] } & Partial<ReviewRules> = {},
) {
  const compared = compareAccounts({ accounts, credentials }, people, { ...rules, ...more });
  return {
    ...compared,
    classes: compared.findings.map(({ accountId, class: what }) => `${accountId} ${what}`),
  };
}

describe('accounts against who works here', () => {
  it('finds nothing where everybody is here and uses theirs', () => {
    expect(found([account('ana'), account('ben')])).toMatchObject({ accounts: 2, findings: [], unknown: 0, away: 0 });
  });

  it('calls an account orphaned only where everybody is known, somebody was recognised, and it carries something', () => {
    const all = [account('ana'), account('ghost')];
    expect(found(all).classes).toEqual(['a-ghost orphaned']);
    // A source is down, empty or old.
    expect(found(all, { people: workforce(staff, false) })).toMatchObject({ findings: [], unknown: 1 });
    // The control: nobody of this list works here, so the two do not belong together.
    expect(found([account('ghost'), account('shade')])).toMatchObject({ findings: [], unknown: 2 });
    const silent = account('ghost', { addresses: [] });
    expect(found([account('ana'), silent])).toMatchObject({ findings: [], unknown: 1 });
  });

  it('takes a list of mostly strangers for the wrong list, and not for a company of orphans', () => {
    const strangers = Array.from({ length: 12 }, (_, index) => account(`x${index}`));
    expect(found([account('ana'), ...strangers])).toMatchObject({ findings: [], unknown: 12 });
  });

  it('finds who left by a departure or by HR, also while a source of people is down', () => {
    const gone = person('zoe', { state: 'left', leftAt: '2026-05-01T00:00:00.000Z', departure: 'd1' });
    const people = workforce([...staff, gone], false);
    const { findings } = found([account('ana'), account('zoe')], { people });
    expect(findings).toEqual([
      {
        ...{ class: 'residual', accountId: 'a-zoe', login: 'zoe@example.com', name: 'zoe Quill', kind: 'person' },
        ...{ person: { name: 'zoe Quill', email: 'zoe@example.com' }, departure: 'd1' },
        ...{ since: '2026-05-01T00:00:00.000Z', differs: [] },
      },
    ]);
    expect(found([account('zoe', { standing: 'closed' })], { people }).findings).toEqual([]);
    expect(found([account('zoe', { standing: 'invited' })], { people }).classes).toEqual(['a-zoe invitation']);
  });

  it('takes nobody on leave for somebody who left', () => {
    const people = workforce([...staff, person('lea', { state: 'away' })]);
    expect(found([account('ana'), account('lea')], { people })).toMatchObject({ findings: [], away: 1, unknown: 0 });
  });

  it('finds people by their number, and says nothing of whom two people may be', () => {
    const numbered = person('kim', { employeeNumber: 'E7', state: 'left' });
    const odd = account('other', { addresses: ['other@vendor.example.org'], employeeNumber: 'e7 ' });
    expect(found([account('ana'), odd], { people: workforce([...staff, numbered]) }).classes).toEqual([
      'a-other residual',
    ]);
    const shared = person('sam', { addresses: ['ana@example.com', 'sam@example.com'] });
    expect(found([account('ana')], { people: workforce([...staff, shared]) })).toMatchObject({
      findings: [],
      unknown: 1,
    });
  });

  it('finds people by the user names of this system, and of no other', () => {
    const named = [person('ana', { userNames: { code: ['Octo-Ana', 'octo'], wiki: ['ghost'] } }), person('ben')];
    const people = workforce(named);
    const handle = (login: string) => account(login, { login, name: null, addresses: ['mine@private.example.org'] });
    // Not as the sources have it: the address is one of their own.
    expect(found([account('ben'), handle('octo-ana'), handle('OCTO')], { people }).classes).toEqual([
      'a-octo-ana mismatch',
      'a-OCTO mismatch',
    ]);
    expect(found([account('ben'), handle('ghost')], { people }).classes).toEqual(['a-ghost orphaned']);
    // By its address one, by its login the other: nobody can tell.
    const odd = workforce([person('ana', { userNames: { code: ['ben@example.com'] } }), person('ben')]);
    expect(found([account('ben')], { people: odd })).toMatchObject({ findings: [], unknown: 1 });
  });

  it('calls dormant what the vendor says was not used, and never what it does not tell', () => {
    const old = '2026-02-20T00:00:00.000Z';
    expect(found([account('ana', { lastUse: old })]).classes).toEqual(['a-ana dormant']);
    expect(found([account('ana', { lastUse: 'never' })]).classes).toEqual(['a-ana dormant']);
    expect(found([account('ana', { lastUse: 'never', createdAt: '2026-05-20T00:00:00.000Z' })]).findings).toEqual([]);
    expect(found([account('ana', { lastUse: 'never', createdAt: null })]).findings).toEqual([]);
    expect(found([account('ana', { lastUse: null })])).toMatchObject({ findings: [], unusedUnknown: 1 });
    expect(found([account('ana', { lastUse: '2026-03-04T00:00:00.000Z' })]).findings).toEqual([]);
  });

  it('says what differs from the sources, of what both tell', () => {
    const people = workforce([person('ana', { employeeNumber: 'E1', title: 'Nurse' })]);
    const differs = (more: Partial<ListedAccount>) => found([account('ana', more)], { people }).findings[0]?.differs;
    expect(differs({ name: 'Ana Moreau-Quill' })).toBeUndefined();
    expect(differs({ name: 'Somebody Else' })).toEqual(['name']);
    expect(differs({ addresses: ['old@example.com'], employeeNumber: 'E1' })).toEqual(['address']);
    expect(differs({ title: 'Surgeon' })).toEqual(['title']);
    expect(differs({ title: 'nurse' })).toBeUndefined();
  });

  it('counts an invitation that is old, and one to nobody', () => {
    const invited = { standing: 'invited', createdAt: '2026-05-10T00:00:00.000Z' } as const;
    expect(found([account('ana', invited)]).classes).toEqual(['a-ana invitation']);
    expect(found([account('ana', { ...invited, createdAt: '2026-05-25T00:00:00.000Z' })]).findings).toEqual([]);
    expect(found([account('ana'), account('ghost', invited)]).classes).toEqual(['a-ghost invitation']);
  });

  it('asks who answers for what is nobody’s own', () => {
    const gone = person('zoe', { state: 'left' });
    const people = workforce([...staff, gone]);
    const robot = account('robot', { id: 'bot-1', addresses: ['robot@example.com'] });
    const owned = [{ account: 'BOT-1', kind: 'service', owner: 'zoe@example.com' }] as const;
    expect(found([account('ana'), robot], { people, owned }).classes).toEqual(['bot-1 owner-left']);
    const answered = [{ account: 'robot@example.com', kind: 'shared', owner: 'ana@example.com' }] as const;
    expect(found([account('ana'), robot], { people, owned: answered })).toMatchObject({ findings: [], unknown: 0 });
    const program = account('bot', { kind: 'service', addresses: [] });
    expect(found([account('ana'), program])).toMatchObject({ findings: [], unknown: 0 });
  });

  it('finds keys whose owner is gone, closed, or nobody of the system', () => {
    const people = workforce([...staff, person('zoe', { state: 'left' })]);
    const key = (id: string, owner: string | null): ListedCredential => ({ id, label: id, owner, lastUse: null });
    const credentials = [
      key('k-ana', 'a-ana'),
      key('k-zoe', 'a-zoe'),
      key('k-ben', 'a-ben'),
      key('k-x', 'a-x'),
      key('k-0', null),
    ];
    const accounts = [account('ana'), account('zoe'), account('ben', { standing: 'closed' })];
    expect(found(accounts, { people, credentials }).classes).toEqual([
      ...['a-zoe residual', 'k-zoe ownerless-key', 'k-ben ownerless-key', 'k-x ownerless-key', 'k-0 ownerless-key'],
    ]);
  });
});

describe('who may do what about a review', () => {
  it('is as the table of this test says', () => {
    const matrix = { see: ['hr', 'it', 'admin'], begin: ['hr', 'it', 'admin'], cancel: ['hr', 'it', 'admin'] };
    const byHand: Record<string, readonly string[]> = {
      ...matrix,
      decide: ['hr', 'it', 'admin'],
      depart: ['hr', 'admin'],
    };
    for (const act of reviewActs)
      for (const role of ['hr', 'it', 'admin'] as const)
        expect(mayReview(act, { roles: [role] }), `${act} by ${role}`).toBe(byHand[act]?.includes(role));
    for (const act of reviewActs) expect(mayReview(act, { roles: [] }), act).toBe(false);
  });

  it('lets nobody decide about themselves, and lets exceptions end', () => {
    const of = { person: { name: 'Ana', email: 'ana@example.com' } };
    expect(isAbout(of, ['ANA@example.com'])).toBe(true);
    expect(isAbout(of, ['ben@example.com'])).toBe(false);
    expect(isAbout({ person: null }, ['ben@example.com'])).toBe(false);
    const exception = {
      type: 'exception',
      by: 'tom',
      at: now,
      reason: 'Needed',
      until: '2026-06-02T00:00:00.000Z',
    } as const;
    expect(holds(exception, now)).toBe(true);
    expect(holds(exception, exception.until)).toBe(false);
    expect(holds({ type: 'taken', by: 'tom', at: now }, '2030-01-01T00:00:00.000Z')).toBe(true);
  });
});
