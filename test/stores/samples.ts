import type { Departure } from '../../src/domain/departure.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { emptyDraft } from '../../src/domain/lifecycle/draft.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Task } from '../../src/domain/tasks/task.ts';

/** An invented person; the id decides everything else. */
export function samplePerson(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name: `Name of ${id}`,
    email: `${id}@example.com`,
    title: 'Buyer',
    team: null,
    managerId: null,
    locale: 'en',
    timeZone: 'Europe/Paris',
    country: 'FR',
    photoUrl: null,
    handles: { slack: `U${id.toUpperCase()}` },
    ...more,
  };
}

export function sampleDeparture(id: string, more: Partial<Departure> = {}): Departure {
  const leaver = more.leaver ?? samplePerson(`leaver-of-${id}`);
  return {
    id,
    version: 1,
    entries: 1,
    status: 'draft',
    createdAt: '2026-03-02T08:00:00.000Z',
    requester: 'manager-1',
    leaver,
    manager: 'manager-1',
    cast: { hr: [], it: [], admin: [] },
    people: { [leaver.id]: leaver },
    draft: emptyDraft,
    kind: null,
    workerType: null,
    flow: null,
    dates: null,
    accounts: [],
    systems: [],
    accessRev: 0,
    kept: [],
    tasks: [],
    revocations: [],
    planHash: null,
    planChange: null,
    confirmations: [],
    released: null,
    runStartedAt: null,
    runEndedAt: null,
    farewellAt: null,
    survey: null,
    posts: [],
    ended: null,
    alerts: [],
    runFirstEndedAt: null,
    ...more,
  };
}

export function sampleTask(id: string, assignee: string | null): Task {
  return {
    id,
    nature: 'handover',
    flowStepId: null,
    title: 'Supplier contracts',
    notes: 'Where the folders are',
    status: 'offered',
    rev: 1,
    assignee,
    candidates: [],
    role: null,
    startsAt: '2026-03-02T08:00:00.000Z',
    dueAt: '2026-03-06T16:00:00.000Z',
    after: [],
    proof: 'none',
    reminders: [],
    reminded: 0,
    remindedAt: null,
    escalateAt: null,
    escalateTo: [],
    escalatedAt: null,
    declines: [],
    done: null,
    condition: null,
    skipped: null,
  };
}

/** Entries `from` … `to` of a departure's journal; each can be told from the others by its reason. */
export function sampleEntries(departureId: string, from: number, to: number, note = 'because'): Entry[] {
  const entries: Entry[] = [];
  for (let seq = from; seq <= to; seq += 1) {
    entries.push({
      departureId,
      seq,
      at: '2026-03-02T08:00:00.000Z',
      by: 'manager-1',
      event: { type: 'cancelled', reason: `${note} ${departureId} ${seq}` },
    });
  }
  return entries;
}

export async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of all) items.push(item);
  return items;
}
