import { afterEach, describe, expect, it } from 'vitest';
import { calendarPart, type Invitation } from '../../../src/channels/email/invitation.ts';

const zone = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = zone ?? 'UTC';
});

const invitation: Invitation = {
  method: 'REQUEST',
  uid: 'abc@relais.example.com',
  sequence: 2,
  at: { instant: '2026-03-19T17:00:00.000Z' },
  title: 'Bring back the laptop; badge, too',
  from: 'relais@relais.example.com',
  to: 'alex@example.com',
  now: '2026-03-02T09:00:00.000Z',
};

/** Long lines are folded (RFC 5545, 3.1). */
const linesOf = (told: Partial<Invitation>) =>
  calendarPart({ ...invitation, ...told })
    .content.replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n');

describe('an invitation', () => {
  it('asks for no answer, takes nobody’s time, and shows others nothing', () => {
    expect(linesOf({})).toEqual(
      expect.arrayContaining([
        'METHOD:REQUEST',
        'UID:abc@relais.example.com',
        'SEQUENCE:2',
        'DTSTAMP:20260302T090000Z',
        'SUMMARY:Bring back the laptop\\; badge\\, too',
        'STATUS:CONFIRMED',
        'CLASS:PRIVATE',
        'TRANSP:TRANSPARENT',
        'ORGANIZER;CN="Relais":mailto:relais@relais.example.com',
      ]),
    );
    const attendee = linesOf({}).find((line) => line.startsWith('ATTENDEE')) ?? '';
    expect(attendee).toMatch(/RSVP=FALSE/);
    expect(attendee).toMatch(/mailto:alex@example\.com$/i);
  });

  it('of a moment ends with it, of a day is that whole day, on whatever clock the machine has', () => {
    for (const machine of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
      process.env['TZ'] = machine;
      expect(linesOf({})).toEqual(expect.arrayContaining(['DTSTART:20260319T163000Z', 'DTEND:20260319T170000Z']));
      expect(linesOf({ at: { day: '2026-03-20' } })).toEqual(
        expect.arrayContaining(['DTSTART;VALUE=DATE:20260320', 'DTEND;VALUE=DATE:20260321']),
      );
    }
  });

  it('is taken back under the same name', () => {
    expect(linesOf({ method: 'CANCEL', sequence: 3 })).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', 'UID:abc@relais.example.com', 'SEQUENCE:3', 'STATUS:CANCELLED']),
    );
  });
});
