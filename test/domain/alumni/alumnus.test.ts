import { describe, expect, it } from 'vitest';
import type { Alumnus } from '../../../src/domain/alumni/alumnus.ts';
import {
  addressConfirmed,
  addressGiven,
  chosen,
  exported,
  joined,
  mailSent,
  referralChanged,
  referred,
} from '../../../src/domain/alumni/changes.ts';
import { alumniWork, alumnusKeptUntil, openSurvey } from '../../../src/domain/alumni/due.ts';
import {
  npsByQuarter,
  settledScores,
  toldComments,
  withAnswer,
  withoutAuthor,
} from '../../../src/domain/alumni/nps.ts';
import { noRetention } from '../../../src/domain/retention/retention.ts';

const at = '2026-11-27T10:00:00.000Z';
const person = { name: 'Alex Moreau', locale: 'fr', timeZone: 'Europe/Paris', country: 'FR' } as const;
const choice = { purposes: ['newsletter', 'survey'], rehire: null } as const;
const fresh = (isConfirmed = true): Alumnus =>
  joined('a1', person, { ...choice, email: 'alex@home.example', mark: 'first', isConfirmed }, at);
const work = (alumnus: Alumnus, now: string) => alumniWork(alumnus, now, noRetention);
const sent = (alumnus: Alumnus, name: string, survey: string | null = null) => mailSent(alumnus, name, survey, at);
const referral = { id: 'r1', name: 'Noor Haddad', role: 'Designer', reach: 'noor@example.com' };

describe('somebody who stays in touch', () => {
  it('agrees to each purpose by itself, and to what they agreed before since then', () => {
    const later = '2027-01-10T10:00:00.000Z';
    const next = chosen(fresh(), { purposes: ['survey', 'events'], rehire: 'yes' }, later);
    expect(next.purposes).toEqual({ survey: at, events: later });
    expect(next.heardAt).toBe(later);
  });

  it('keeps in the list of what happened no name, no address and no word of theirs', () => {
    const moved = addressGiven(fresh(), { email: 'alex@other.example', mark: 'other', isConfirmed: false }, at);
    const one = moved === 'too-many' ? 'full' : referred(moved, referral, at);
    if (one === 'full') throw new Error('full');
    const all = exported(addressConfirmed(one, at), 'newsletter', { at, by: 'nadia' });
    expect(JSON.stringify(all.entries)).not.toMatch(/Alex|Noor|home|other\.example|Designer/);
    expect(all.entries.map(({ what }) => what)).toEqual([
      'joined',
      'chosen',
      'address-given',
      'referred',
      'address-confirmed',
      'exported',
    ]);
  });

  it('has three other addresses asked about at most, so that strangers are not written to without end', () => {
    let alumnus = fresh(false);
    for (const name of ['one', 'two', 'three']) {
      const next = addressGiven(alumnus, { email: `${name}@home.example`, mark: name, isConfirmed: false }, at);
      if (next === 'too-many') throw new Error(`too many at ${name}`);
      alumnus = next;
    }
    expect(addressGiven(alumnus, { email: 'four@home.example', mark: 'four', isConfirmed: false }, at)).toBe(
      'too-many',
    );
    expect(addressGiven(alumnus, { email: 'three@home.example', mark: 'three', isConfirmed: false }, at)).toBe(alumnus);
  });

  it('recommends ten people at most, and hears what HR says of each', () => {
    let alumnus = fresh();
    for (let index = 0; index < 10; index += 1) {
      const next = referred(alumnus, { ...referral, id: `r${index}` }, at);
      if (next === 'full') throw new Error(`full after ${index}`);
      alumnus = next;
    }
    expect(referred(alumnus, referral, at)).toBe('full');
    const by = { at: '2027-02-01T10:00:00.000Z', by: 'nadia' };
    const hired = { id: 'r3', state: 'hired', reward: '500 €', rewarded: true } as const;
    const next = referralChanged(alumnus, hired, by);
    expect(next === 'gone' ? null : next.referrals[3]).toMatchObject({ state: 'hired', rewardedAt: by.at });
    expect(referralChanged(alumnus, { ...hired, id: 'r99' }, by)).toBe('gone');
  });
});

describe('what is owed to them', () => {
  it('is one question before their address is confirmed, and nothing else; then the record goes', () => {
    expect(work(fresh(false), at)).toMatchObject({ do: 'mail', mail: 'question' });
    const asked = sent(fresh(false), 'question first');
    expect(work(asked, '2026-12-11T09:59:59.999Z')).toBeNull();
    expect(work(asked, '2026-12-11T10:00:00.000Z')).toEqual({ do: 'erase', why: 'unconfirmed' });
    // Saving again asks nobody again, and gives nobody more time.
    const again = chosen(asked, choice, '2026-12-10T10:00:00.000Z');
    expect(work(again, '2026-12-11T09:59:59.999Z')).toBeNull();
    expect(work(again, '2026-12-11T10:00:00.000Z')).toEqual({ do: 'erase', why: 'unconfirmed' });
    const other = addressGiven(asked, { email: 'alex@other.example', mark: 'other', isConfirmed: false }, at);
    const back =
      other === 'too-many' ? other : addressGiven(other, { ...asked, mark: 'first', isConfirmed: false }, at);
    expect(other === 'too-many' ? other : work(other, at)).toMatchObject({ mail: 'question', name: 'question other' });
    expect(back === 'too-many' ? back : work(back, at)).toBeNull();
  });

  it('is the survey from the next quarter on, once each, and it is open in its quarter alone', () => {
    const welcomed = sent(fresh(), `welcome ${at}`);
    expect(work(welcomed, '2026-12-31T23:59:59.999Z')).toBeNull();
    const now = '2027-01-01T00:00:00.000Z';
    expect(work(welcomed, now)).toEqual({ do: 'mail', mail: 'survey', name: 'survey 2027-Q1', survey: '2027-Q1' });
    const asked = sent(welcomed, 'survey 2027-Q1', '2027-Q1');
    expect(work(asked, now)).toBeNull();
    expect(openSurvey(asked, now)).toBe('2027-Q1');
    expect(openSurvey(asked, '2027-04-01T00:00:00.000Z')).toBeNull();
    expect(openSurvey(chosen(asked, { purposes: ['newsletter'], rehire: null }, now), now)).toBeNull();
    expect(work(chosen(welcomed, { purposes: ['newsletter'], rehire: null }, at), now)).toBeNull();
  });

  it('is kept for two years since they last said something, unless a policy says otherwise', () => {
    expect(alumnusKeptUntil(fresh(), noRetention)).toBe('2028-11-27T23:00:00.000Z');
    const policy = { of: ['alumni' as const], keep: '90 days', ending: 'erase' as const, source: 'Our own choice' };
    const others = { sector: null, policies: [{ ...policy, country: 'DE' }] };
    expect(alumnusKeptUntil(fresh(), others)).toBe('2028-11-27T23:00:00.000Z');
    expect(alumnusKeptUntil(fresh(), { sector: null, policies: [policy] })).toBe('2027-02-25T23:00:00.000Z');
    expect(work(sent(fresh(), `welcome ${at}`), '2028-10-28T23:00:00.000Z')).toMatchObject({ mail: 'renewal' });
    expect(work(fresh(), '2028-11-27T23:00:00.000Z')).toEqual({ do: 'erase', why: 'retention' });
  });

  it('is that somebody they recommended is forgotten a year after anything was last said of them', () => {
    const one = referred(sent(fresh(), `welcome ${at}`), referral, at);
    if (one === 'full') throw new Error('full');
    expect(work({ ...one, purposes: {} }, '2027-11-27T09:59:59.999Z')).toBeNull();
    expect(work(one, '2027-11-27T10:00:00.000Z')).toEqual({ do: 'drop-referrals', ids: ['r1'] });
  });
});

describe('the net promoter score of alumni', () => {
  const open = '2026-12-31T23:00:00.000Z';
  const over = '2027-01-01T00:00:00.000Z';
  const counted = (quarter: string, ...scores: number[]) =>
    scores.reduce(
      (all, score, index) => withAnswer(all, { quarter, mark: `m${index}`, score, comment: `${9 - index}` }, open),
      {},
    );

  it('is told from five answers on, and of no quarter that is still open', () => {
    const scores = counted('2026-Q4', 10, 9, 7, 6, 0);
    expect(npsByQuarter(scores, '2026-12-31T23:00:00.000Z')).toEqual([]);
    // Two promoters, two detractors, of five.
    expect(npsByQuarter(scores, '2027-01-01T00:00:00.000Z')).toEqual([{ quarter: '2026-Q4', answers: 5, nps: 0 }]);
    const few = counted('2026-Q4', 10, 10, 10, 10);
    expect(npsByQuarter(few, '2027-01-01T00:00:00.000Z')).toEqual([{ quarter: '2026-Q4', answers: 4, nps: null }]);
  });

  it('is told of no quarter in which a band is empty, where it could tell what everybody gave', () => {
    const told = (...scores: number[]) => npsByQuarter(counted('2026-Q4', ...scores), over)[0]?.nps;
    expect(told(9, 10, 9, 10, 9)).toBeNull();
    expect(told(0, 6, 3, 1, 2)).toBeNull();
    expect(told(9, 9, 9, 9, 7)).toBeNull();
    expect(told(9, 9, 9, 9, 0)).toBeNull();
    expect(told(7, 8, 7, 0, 1)).toBeNull();
    expect(told(9, 9, 9, 7, 0)).toBe(40);
  });

  it('counts one answer of each, in the open quarter alone, and forgets who has answered once it is over', () => {
    const one = { quarter: '2026-Q4', mark: 'm', score: 10, comment: null };
    const twice = withAnswer(withAnswer({}, one, open), { ...one, score: 0 }, open);
    expect(twice['2026-Q4']).toEqual({ counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], answered: ['m'], comments: [] });
    expect(settledScores(twice, over)['2026-Q4']?.answered).toEqual([]);
    expect(withAnswer({}, one, over)).toEqual({});
  });

  it('comes with comments that no two looks tell apart: five at least, of a quarter that is over, whoever is erased', () => {
    const five = counted('2026-Q4', 10, 9, 7, 6, 0);
    expect(toldComments(five, open)).toEqual([]);
    expect(toldComments(five, over)).toEqual(['5', '6', '7', '8', '9']);
    expect(toldComments(withoutAuthor(five, 'm1', over), over)).toEqual(['5', '6', '7', '8', '9']);
    expect(JSON.stringify(settledScores(five, over))).not.toContain('m1');
    // In the open quarter nobody has read it yet, so it goes, and four are told to nobody, nor kept.
    const four = withoutAuthor(five, 'm1', open);
    expect(four['2026-Q4']?.comments.map(({ text }) => text)).toEqual(['9', '7', '6', '5']);
    expect(toldComments(four, over)).toEqual([]);
    expect(settledScores(four, over)['2026-Q4']?.comments).toEqual([]);
    expect(toldComments(five, '2028-12-31T23:59:59.999Z')).toHaveLength(5);
    expect(toldComments(five, '2029-01-01T00:00:00.000Z')).toEqual([]);
  });
});
