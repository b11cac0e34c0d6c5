import { localDate, toInstant } from '../../domain/calendar/time.ts';
import { endOf, type TimedContract } from '../../domain/contracts/contract.ts';
import { contractSourceId } from '../../domain/hr/employment-fact.ts';
import type { EngineDeps } from '../deps.ts';
import type { Employment, HrSystem } from '../ports/hr-system.ts';
import { readContractNotes } from './contract-notes.ts';

/**
 * The contracts for a time as an HR system tells employments, with the ends that sponsors moved: so an end that comes
 * near begins a draft, and one that moves is told to the departure that is there, by the rules and brakes of every
 * other word of HR. A contract without an end is not in it, and says nothing.
 */
export function contractSource(
  deps: Pick<EngineDeps, 'directory' | 'clock'> & { store: Pick<EngineDeps['store'], 'notes'> },
  { label }: { label: string },
): HrSystem {
  async function all(): Promise<readonly Employment[]> {
    const { records } = await readContractNotes(deps.store.notes);
    const today = localDate(toInstant(deps.clock.now()), 'UTC');
    return (await deps.directory.contracts()).map((one) =>
      employmentOf(one, { end: endOf(one, records[one.email] ?? null), today }),
    );
  }

  return {
    id: contractSourceId,
    label,
    async changesSince(_cursor, _lookBack, context) {
      return { employments: await all(), cursor: toInstant(context.now()) };
    },
    byId: async (id) => (await all()).find(({ person }) => person.id === id) ?? null,
    async *everybody() {
      yield* await all();
    },
    readHook: async () => ({ status: 'refused', why: 'contracts come from relais.yaml and the sources of people' }),
  };
}

function employmentOf(contract: TimedContract, { end, today }: { end: string; today: string }): Employment {
  const { email, name, workerType, sponsor } = contract;
  return {
    person: {
      ...{ id: email, name, email, otherEmails: [], employeeNumber: null, managerId: null, managerEmail: sponsor },
      ...{ title: null, team: null, country: null, locale: null, timeZone: null, active: null },
    },
    ...{ privateEmail: null, workerType, startsOn: null, move: null, changedAt: null },
    // Nothing is said of somebody whose end has passed but the end itself: it may only not have been written down yet.
    status: end < today ? 'ended' : 'employed',
    end: { lastWorkingDay: null, contractEnd: end, zone: null, reason: 'end-of-contract' },
  };
}
