import type { CompanyRole, Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { contractsCard } from '../../src/views/cards/contracts-card.ts';
import type { ContractLine } from '../../src/views/contracts/contract-lines.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { contractForm, contractsForm, extendContractForm } from '../../src/views/forms/contracts-form.ts';

const line: ContractLine = {
  ...{ email: 'sofia.rossi@example.com', name: 'Sofia Rossi', workerType: 'consultant' },
  ...{ endsOn: '2026-12-18', extendedFrom: null, daysLeft: 21, isDecided: false, departure: null, decides: true },
  ...{ sponsor: 'Maya Chen', sponsorEmail: 'maya.chen@example.com', isSponsor: true },
};

/** One of each state, and more than a page of them. */
const lines: readonly ContractLine[] = [
  { ...line, endsOn: '2026-11-20', daysLeft: -7 },
  {
    ...line,
    endsOn: '2026-11-26',
    daysLeft: -1,
    departure: { id: 'd1', state: 'planned', goesBy: null },
    decides: false,
  },
  { ...line, endsOn: '2026-11-20', daysLeft: -7, departure: { id: 'd1', state: 'over', goesBy: null } },
  { ...line, daysLeft: 0 },
  { ...line, daysLeft: 1, isDecided: true },
  {
    ...line,
    extendedFrom: '2026-09-30',
    departure: { id: 'd1', state: 'draft', goesBy: 'Personio' },
    workerType: null,
  },
  { ...line, sponsor: null, sponsorEmail: null, daysLeft: 90, workerType: 'intern' },
  ...Array.from({ length: 12 }, (_, index) => ({ ...line, name: `Sofia Rossi ${index}`, daysLeft: 200 + index })),
];

export function contractCards(reader: Person): CardView[] {
  return [contractsCard([], reader), contractsCard(lines.slice(0, 1), reader), contractsCard(lines, reader)];
}

/** What whoever holds a role sees; anybody sees the contracts that they answer for. */
export function contractForms(reader: Person, roles: readonly CompanyRole[]): FormView[] {
  const shown = roles.length > 0 ? lines : lines.slice(3, 5);
  return [
    contractsForm({ reader, lines: [], page: 0, nearDays: 30 }),
    ...[0, 1].map((page) => contractsForm({ reader, lines: shown, page, nearDays: 30 })),
    ...shown.slice(0, 7).map((one) => contractForm({ reader, line: one })),
    extendContractForm({ reader, line }),
    extendContractForm({ reader, line: { ...line, departure: { id: 'd1', state: 'planned', goesBy: 'Personio' } } }),
  ];
}
