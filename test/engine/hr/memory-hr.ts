import { ConnectorError } from '../../../src/engine/ports/connector.ts';
import type { Employment, HrSystem } from '../../../src/engine/ports/hr-system.ts';

/** An employment as an HR system tells it, of somebody who is employed and nothing more. */
export function employment(id: string, more: Partial<Employment> = {}): Employment {
  const { person, ...rest } = more;
  return {
    person: {
      id,
      name: null,
      email: `${id}@example.com`,
      otherEmails: [],
      employeeNumber: null,
      managerId: null,
      managerEmail: 'maya@example.com',
      title: null,
      team: null,
      country: null,
      locale: null,
      timeZone: null,
      active: true,
      ...person,
    },
    privateEmail: null,
    workerType: 'employee',
    startsOn: '2020-01-06',
    status: 'employed',
    end: null,
    move: null,
    changedAt: null,
    ...rest,
  };
}

export function endsOn(contractEnd: string, more: Partial<NonNullable<Employment['end']>> = {}): Employment['end'] {
  return { lastWorkingDay: null, contractEnd, zone: null, reason: 'resignation', ...more };
}

/** An HR system in memory that can be told to misbehave. */
export interface MemoryHr {
  system: HrSystem;
  records: Map<string, Employment>;
  /** `down`: refuses everything. `cuts`: answers with an empty list, as if nobody were there. */
  mood: 'well' | 'down' | 'cuts';
  /** How often the list was read. */
  reads: number;
}

export function createMemoryHr(id = 'people'): MemoryHr {
  const refuse = () => {
    if (hr.mood === 'down') throw new ConnectorError('unavailable', { en: 'the HR system is down', fr: 'en panne' });
  };
  const hr: MemoryHr = {
    records: new Map(),
    mood: 'well',
    reads: 0,
    system: {
      id,
      label: 'People HR',
      async changesSince(cursor) {
        refuse();
        hr.reads += 1;
        const employments = hr.mood === 'cuts' ? [] : [...hr.records.values()].filter(({ end, move }) => end ?? move);
        return { employments, cursor: String(Number(cursor ?? '0') + 1) };
      },
      async byId(person) {
        refuse();
        return hr.records.get(person) ?? null;
      },
      async *everybody() {
        refuse();
        yield* hr.records.values();
      },
      async readHook({ rawBody }) {
        const text = rawBody.toString('utf8');
        if (!text.startsWith('signed ')) return { status: 'refused', why: 'no signature' };
        const [, event = '', ...people] = text.split(' ');
        return { status: 'accepted', event, people };
      },
    },
  };
  return hr;
}
