/** What the contract knows of the people of an invented company; each fake writes it down as its vendor would. */
export interface FakePerson {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  privateEmail: string | null;
  managerId: string | null;
  title: string;
  team: string;
  country: string;
  contractor: boolean;
  startsOn: string;
  /** The last day of the contract; anything else than a day stands for what somebody typed. */
  end: string | null;
  changedAt: string;
}

type Lie =
  | 'none'
  /** The second page is the first one again, and the third. */
  | 'repeats-pages'
  /** The first page says that it is the last, and how many there would be. */
  | 'ends-early'
  /** Two people carry one id. */
  | 'one-id-twice'
  /** The credentials may not read when somebody leaves. */
  | 'hides-ends'
  /** Everything but ids and ends holds something else than it should. */
  | 'odd-fields';

export interface Company {
  people: FakePerson[];
  lie: Lie;
  now(): Date;
  /** Some of the people, as a page; `next` is null on the last one. */
  page(offset: number): { people: FakePerson[]; next: number | null; total: number };
  find(id: string): FakePerson | undefined;
}

/** Vendors give fewer than asked for. */
const pageSize = 2;

const person = (id: string, firstName: string, lastName: string, more: Partial<FakePerson> = {}): FakePerson => ({
  id,
  firstName,
  lastName,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
  privateEmail: null,
  managerId: '44',
  title: 'Engineer',
  team: 'Platform',
  country: 'FR',
  contractor: false,
  startsOn: '2021-03-01',
  end: null,
  changedAt: '2026-01-01T08:00:00Z',
  ...more,
});

export function createCompany(now: () => Date): Company {
  const company: Company = {
    people: [
      // Entered long ago, and still ahead.
      person('7', 'Alex', 'Moreau', {
        email: 'Alex.Moreau@Example.COM',
        privateEmail: 'alex@private.example',
        end: '2027-01-31',
        changedAt: '2026-06-01T08:00:00Z',
      }),
      person('12', 'Nadia', 'Berger'),
      // Left long ago.
      person('31', 'Jonas', 'Weber', { end: '2026-03-31', changedAt: '2026-03-01T08:00:00Z' }),
      person('44', 'Maya', 'Chen', { managerId: null, title: 'Head of Platform' }),
      person('58', 'Léo', 'Petit', { email: null, contractor: true }),
    ],
    lie: 'none',
    now,
    page(offset) {
      const shown = company.lie === 'one-id-twice' ? twice(company.people) : company.people;
      const from = company.lie === 'repeats-pages' ? 0 : offset;
      const people = shown.slice(from, from + pageSize);
      const isLast = offset + pageSize >= shown.length || (company.lie === 'ends-early' && offset === 0);
      return { people, next: isLast ? null : offset + pageSize, total: shown.length };
    },
    find: (id) => company.people.find((one) => one.id === id),
  };
  return company;
}

function twice(people: readonly FakePerson[]): FakePerson[] {
  const [first, second, ...others] = people;
  if (!first || !second) throw new Error('the company is too small');
  return [first, { ...second, id: first.id }, ...others];
}

/** Whether somebody has left by the clock of the vendor, in UTC. */
export function hasLeft({ end }: FakePerson, now: Date): boolean {
  return end !== null && /^\d{4}-\d{2}-\d{2}$/.test(end) && end < now.toISOString().slice(0, 10);
}

/** What stands in a field when the credentials see something else than they should. */
export function odd(company: Company, value: unknown): unknown {
  return company.lie === 'odd-fields' ? { unexpected: ['shape'] } : value;
}
