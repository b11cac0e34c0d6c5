import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarsSchema, createCalendars } from '../../src/calendars/registry.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Appointment } from '../../src/engine/ports/calendar.ts';
import { type CalendarBench, calendarContract } from '../contracts/calendar-contract.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['caldav'], ['python3', 'curl']);

describe.skipIf(why !== null)('the real Radicale', () => {
  let radicale: RealSystem;
  beforeAll(() => {
    radicale = startRealSystem('caldav');
  }, 60_000);
  afterAll(() => radicale?.stop());

  const basic = () =>
    `Basic ${Buffer.from(`${radicale.values['BOT_USER']}:${radicale.values['BOT_PASSWORD']}`).toString('base64')}`;
  const agenda = ({ email }: Person) => `${radicale.values['URL']}${email.split('@')[0]}/agenda/`;

  /** The addresses of the objects in one calendar. */
  async function objectsOf(person: Person): Promise<string[]> {
    const listed = await fetch(agenda(person), {
      method: 'PROPFIND',
      headers: { authorization: basic(), depth: '1' },
    });
    const text = await listed.text();
    return [...text.matchAll(/<href>([^<]+\.ics)<\/href>/g)].map(([, href]) => href ?? '');
  }

  const calendarAs = (password: string | undefined) => {
    const entry = {
      ...{ id: 'agendas', type: 'caldav', user: radicale.values['BOT_USER'], password: 'env:PASSWORD' },
      ...{ baseUrl: radicale.values['URL'], path: '/{name}/agenda/' },
    };
    const deps = { env: { PASSWORD: password }, now: () => new Date(), allowPrivateAddresses: true };
    const [calendar] = createCalendars(calendarsSchema.parse([entry]), deps);
    if (!calendar) throw new Error('there is no calendar');
    return calendar;
  };

  calendarContract('Radicale', async (people): Promise<CalendarBench> => {
    for (const person of people)
      for (const href of await objectsOf(person))
        await fetch(new URL(href, radicale.values['URL']), { method: 'DELETE', headers: { authorization: basic() } });
    return {
      calendar: calendarAs(radicale.values['BOT_PASSWORD']),
      count: async (person) => (await objectsOf(person)).length,
      down: null,
    };
  });

  it('refuses a wrong password, and a calendar that is not there, without a word of theirs', async () => {
    const meeting: Appointment = {
      ...{ uid: 'aaaabbbbccccdddd@relais', sequence: 0, title: 'Handover', description: '' },
      ...{ startsAt: '2026-03-03T09:00:00.000Z', endsAt: '2026-03-03T09:45:00.000Z', news: 'new', says: '' },
    };
    await expect(calendarAs('wrong').put(testPeople.priya, meeting)).rejects.toThrow('The calendar refuses it.');
    const nobody = { ...testPeople.priya, email: 'nobody@example.com' };
    await expect(calendarAs(radicale.values['BOT_PASSWORD']).put(nobody, meeting)).rejects.toThrow(
      'The calendar refuses it.',
    );
  });
});
