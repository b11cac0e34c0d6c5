import { describe, expect, it } from 'vitest';
import { createMailCalendar, type Invitation } from '../../src/calendars/by-mail.ts';
import { type Appointment, CalendarError } from '../../src/engine/ports/calendar.ts';
import { ChannelError } from '../../src/engine/ports/channel.ts';
import { testPeople } from '../support/memory/memory-world.ts';

const appointment: Appointment = {
  uid: 'abc@relais',
  sequence: 0,
  startsAt: '2026-03-03T09:00:00.000Z',
  endsAt: '2026-03-03T09:45:00.000Z',
  title: 'Handover from Alex; to Priya',
  description: 'Priya reads: Missions\nAlex shows: Billing',
  news: 'new',
  says: 'Handover session',
};

function desk(fail: () => Error | null = () => null) {
  const sent: Invitation[] = [];
  const calendar = createMailCalendar(
    {
      domain: 'relais.example.com',
      address: 'relais@relais.example.com',
      send: async (invitation) => {
        const error = fail();
        if (error) throw error;
        sent.push(invitation);
      },
    },
    { now: () => new Date('2026-03-02T09:00:00.000Z') },
  );
  return { sent, calendar };
}

/** Long lines are folded (RFC 5545, 3.1). */
const linesOf = (invitation: Invitation | undefined) =>
  invitation?.calendar.content.replaceAll(/\r\n[ \t]/g, '').split('\r\n') ?? [];

describe('a calendar by mail', () => {
  it('is invited, moved and told that it is over under one name, which counts up', async () => {
    const { sent, calendar } = desk();
    await calendar.put(testPeople.priya, appointment);
    await calendar.put(testPeople.priya, { ...appointment, sequence: 1, startsAt: '2026-03-04T09:00:00.000Z' });
    await calendar.cancel(testPeople.priya, { ...appointment, sequence: 2 });
    expect(linesOf(sent[0])).toEqual(
      expect.arrayContaining([
        ...['METHOD:REQUEST', 'UID:abc@relais.example.com', 'SEQUENCE:0', 'STATUS:CONFIRMED', 'CLASS:PRIVATE'],
        ...['DTSTART:20260303T090000Z', 'DTEND:20260303T094500Z', 'TRANSP:OPAQUE'],
        ...['SUMMARY:Handover from Alex\\; to Priya', 'ORGANIZER;CN="Relais":mailto:relais@relais.example.com'],
        'DESCRIPTION:Priya reads: Missions\\nAlex shows: Billing',
      ]),
    );
    expect(linesOf(sent[0]).find((line) => line.startsWith('ATTENDEE'))).toMatch(/mailto:priya@example\.com$/i);
    expect(linesOf(sent[1])).toEqual(
      expect.arrayContaining(['METHOD:REQUEST', 'UID:abc@relais.example.com', 'SEQUENCE:1']),
    );
    expect(linesOf(sent[2])).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', 'UID:abc@relais.example.com', 'SEQUENCE:2', 'STATUS:CANCELLED']),
    );
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('gets the same message again where an answer was lost', async () => {
    const { sent, calendar } = desk();
    await calendar.put(testPeople.priya, appointment);
    await calendar.put(testPeople.priya, appointment);
    expect(sent[0]?.messageId).toBe(sent[1]?.messageId);
    expect(await calendar.read(testPeople.priya, appointment.uid)).toEqual({ type: 'unknown' });
  });

  it.each([
    ['unreachable', 'rejected'],
    ['throttled', 'unavailable'],
    ['unavailable', 'unavailable'],
    ['unknown-outcome', 'unknown-outcome'],
  ] as const)('says of a mail server that was %s: %s, without its words', async (kind, expected) => {
    const { calendar } = desk(() => new ChannelError(kind, { en: 'priya@example.com: no', fr: 'non' }));
    const failed = await calendar.put(testPeople.priya, appointment).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CalendarError);
    expect(failed).toMatchObject({ kind: expected });
    expect(String(failed)).not.toContain('@');
  });
});
