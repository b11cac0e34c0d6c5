import type { Alumnus, Referral } from '../../src/domain/alumni/alumnus.ts';
import { alumniMails } from '../../src/domain/alumni/due.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { alumniMail } from '../../src/views/cards/alumni-mail.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { alumniExportForm, alumniForm } from '../../src/views/forms/alumni-form.ts';
import { alumniListForm } from '../../src/views/forms/alumni-list-form.ts';
import { referralForm } from '../../src/views/forms/referral-form.ts';

const at = '2026-11-27T10:00:00.000Z';
const organisation = 'Atelier Lumen <!channel> *of* <https://example.com|all>';
const referral: Referral = {
  ...{ id: 'r1', name: 'Noor <@U1> Haddad', role: 'Design '.repeat(20), reach: 'noor@example.com', at, state: 'told' },
  ...{ reward: null, rewardedAt: null, changedAt: at },
};
const alumnus: Alumnus = {
  ...{ id: 'a1', name: 'Alex Moreau', email: 'alex@home.example', locale: 'fr', timeZone: 'Europe/Paris' },
  ...{
    country: 'FR',
    address: { mark: 'm', at },
    confirmedAt: at,
    purposes: { newsletter: at, survey: at },
    rehire: 'later',
    heardAt: at,
  },
  ...{ referrals: [referral], survey: null, mails: [], notBefore: null, entries: [] },
};
const rewarded: Referral = { ...referral, id: 'r2', state: 'hired', reward: '500 €', rewardedAt: at };
const many: Alumnus[] = Array.from({ length: 40 }, (_, index) => ({
  ...{ ...alumnus, id: `a${index}`, name: `Person ${index} `.repeat(10), rehire: index % 2 === 0 ? null : 'yes' },
  ...{ referrals: [referral, rewarded], confirmedAt: index === 3 ? null : at },
}));
const scores = [
  { quarter: '2026-Q3', answers: 12, nps: 42 },
  { quarter: '2026-Q2', answers: 3, nps: null },
];

/** As they go out by mail: to people whom no chat knows. */
export function alumniCards(reader: Person): CardView[] {
  return alumniMails.map((mail) => {
    const { why: _, ...view } = alumniMail(mail, { reader, organisation, until: '2028-11-27T23:00:00.000Z' });
    return view;
  });
}

export function alumniForms(reader: Person): FormView[] {
  const exports = [
    { purpose: 'newsletter' as const, count: 12, at, byName: 'Nadia Benali' },
    { purpose: 'openings' as const, count: 1, at, byName: null },
  ];
  const empty = { reader, alumni: [], held: 0, scores: [], comments: [], exports: [], page: 0 };
  const comments = Array.from({ length: 20 }, (_, index) => `Word ${index} `.repeat(100));
  return [
    alumniForm({ reader, departure: 'd1', organisation, email: null, before: null }),
    alumniForm({
      ...{ reader, departure: 'd1', organisation, email: 'alex@home.example' },
      before: { email: 'other@home.example', purposes: ['newsletter'], rehire: 'yes' },
    }),
    alumniExportForm(reader, 'newsletter', 'https://relais.example.com/alumni/addresses/x'),
    alumniListForm(empty),
    alumniListForm({ ...empty, alumni: [alumnus], held: 1, scores }),
    alumniListForm({ ...empty, alumni: many, scores, comments, exports, page: 1 }),
    referralForm({ reader, alumnus: 'a1', by: 'Alex Moreau', referral }),
    referralForm({ reader, alumnus: 'a1', by: 'Alex Moreau', referral: rewarded }),
  ];
}
