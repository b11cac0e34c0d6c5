import type { Departure } from '../../src/domain/departure.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { ShownEntry } from '../../src/views/auditors/entry-lines.ts';
import type { ShownGrant } from '../../src/views/auditors/grant-lines.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { auditorsCard } from '../../src/views/cards/auditors-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { auditorForm, auditorLinkForm, auditorsForm, inviteAuditorForm } from '../../src/views/forms/auditors-form.ts';
import { evidenceForm, evidenceFoundForm, evidenceLinkForm } from '../../src/views/forms/evidence-form.ts';

const now = '2026-11-30T10:00:00.000Z';
const word = { by: 'tom', at: '2026-11-20T10:00:00.000Z' };
const open: ShownGrant = {
  ...{ id: 'a1', person: null, locale: 'en', period: { from: '2026-01-01', to: '2026-06-30' }, secondPerson: false },
  ...{ from: word.at, until: '2026-12-20T00:00:00.000Z', invited: word, agreed: null, revoked: null, samples: [] },
  opened: { visits: 2, pages: 31, packs: 1, lastAt: '2026-11-29T10:00:00.000Z', packAt: '2026-11-29T10:00:00.000Z' },
  ...{ name: 'Ines Okafor, Example Audit', invitedName: 'Tom Field', agreedName: null, revokedName: null },
};
const nothing = { visits: 0, pages: 0, packs: 0, lastAt: null, packAt: null };
const grants: readonly ShownGrant[] = [
  open,
  { ...open, id: 'a2', secondPerson: true, opened: nothing },
  { ...open, id: 'a3', secondPerson: true, agreed: word, agreedName: 'Nadia Roy', from: '2026-12-01T00:00:00.000Z' },
  { ...open, id: 'a4', revoked: { by: 'system', at: word.at }, name: null, invitedName: null },
  { ...open, id: 'a5', until: '2026-11-25T00:00:00.000Z', invited: { by: 'system', at: word.at } },
  { ...open, id: 'a6', until: '2026-11-25T00:00:00.000Z', secondPerson: true },
  ...Array.from({ length: 30 }, (_, index) => ({ ...open, id: `b${index}`, name: `Auditor ${index} `.repeat(12) })),
];

const ids = ['d1', 'd2', 'd3', 'd4'];
const events: readonly ShownEntry['event'][] = [
  {
    ...{ type: 'auditor-invited', auditor: 'a1', person: null, locale: 'en', secondPerson: true },
    ...{ period: open.period, from: open.from, until: open.until },
  },
  ...(['agreed', 'revoked', 'link-made', 'entered'] as const).map((one) => ({
    ...{ type: `auditor-${one}` as const, auditor: 'a1' },
  })),
  ...(['departures', 'exceptions', 'sample', 'list-file', 'exceptions-file'] as const).map((page, departures) => ({
    ...{ type: 'auditor-opened' as const, auditor: 'a1', page, departures },
  })),
  {
    ...{ type: 'auditor-sampled', auditor: 'a1', seed: 'autumn', size: 4, of: 9, population: 'ab' },
    departures: ids,
  },
  { type: 'auditor-took-pack', auditor: 'a1', level: 'auditor', sample: 1, departures: ids.slice(2), digest: 'ab' },
];
const entries: readonly ShownEntry[] = events.flatMap((event) =>
  (
    [
      ['tom', 'Tom Field'],
      ['system', null],
      ['auditor/a1', null],
      ['gone', null],
    ] as const
  )
    .slice(0, event.type === 'auditor-entered' ? 4 : 1)
    .map(([by, byName]) => ({ at: word.at, by, byName, event })),
);

/** For HR and whoever invited. */
export function auditorCards(reader: Person): CardView[] {
  return [[], grants.slice(0, 1), grants].map((some) => auditorsCard(some, reader, now));
}

export function auditorForms(reader: Person): FormView[] {
  return [
    auditorsForm({ reader, grants: [], now, secondPerson: false }),
    auditorsForm({ reader, grants, now, secondPerson: true }),
    ...[false, true].map((secondPerson) => inviteAuditorForm({ reader, mostDays: 60, secondPerson })),
    ...grants
      .slice(0, 6)
      .map((grant, index) => auditorForm({ reader, grant, now, said: { entries, more: index > 2 } })),
    ...[true, false].map((own) =>
      auditorLinkForm({ reader, own, address: `https://relais.example.com/audit/open/${'k'.repeat(43)}` }),
    ),
  ];
}

export function evidenceForms(departure: Departure, reader: Person): FormView[] {
  return [
    ...(['it', 'hr'] as const).flatMap((role) =>
      [departure, null].map((about) => evidenceForm({ reader, roles: [role], departure: about, period: open.period })),
    ),
    evidenceFoundForm(
      Array.from({ length: 40 }, () => departure),
      reader,
    ),
    evidenceLinkForm(`https://relais.example.com/evidence/${'k'.repeat(300)}`, reader),
  ];
}
