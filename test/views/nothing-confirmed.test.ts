import { describe, expect, it } from 'vitest';
import { heritageCard } from '../../src/views/cards/heritage-card.ts';
import { helpForm } from '../../src/views/forms/help.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const now = '2026-12-08T12:00:00.000Z';
const session = {
  ...{ id: 's1', heir: people.jonas.id, topicIds: [], taskIds: ['handover-1'], minutes: 30 },
  ...{ startsAt: '2026-12-09T09:00:00.000Z', rev: 0, sequence: 0, status: 'planned' as const, heldAt: null },
  ...{ notes: null, recording: null, calendars: [] },
};

describe('what is handed to somebody in a session alone', () => {
  it('is not called confirmed: there was nothing to confirm', () => {
    const departure = sampleDeparture({ topics: [], sessions: [session] });
    for (const [locale, said, line] of [
      ['en', 'confirm', 'One handover session with Alex Moreau.'],
      ['fr', 'confirm', 'Une séance de transmission avec Alex Moreau.'],
    ] as const) {
      const card = heritageCard(departure, reading(people.jonas, locale), now);
      expect(card.tone).toBe('neutral');
      expect(card.fallback).toBe(line);
      expect(cardTexts(card).join('\n').toLowerCase()).not.toContain(said);
    }
  });
});

describe('the help page', () => {
  const commands = (roles: readonly ('hr' | 'it' | 'admin')[], locale: 'en' | 'fr') =>
    formTexts(helpForm(reading(people.tom, locale), roles, { channel: 'slack', posts: false, alumni: false })).filter(
      (line) => line.includes('/offboard '),
    );

  it('names every command that the reader may type, and none that would be refused', () => {
    const begins = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));
    const everybody = ['@person', 'status', 'search', 'who', 'contracts', 'help'].map((one) => `/offboard ${one}`);
    expect(begins(commands([], 'en'))).toEqual(everybody);
    for (const role of ['hr', 'it', 'admin'] as const) {
      expect(begins(commands([role], 'en')).toSorted()).toEqual(
        [
          ...everybody,
          ...['/offboard wave', '/offboard review', '/offboard desk', '/offboard auditors', '/offboard evidence'],
          ...(role === 'it' ? [] : ['/offboard import']),
        ].toSorted(),
      );
      expect(begins(commands([role], 'fr'))).toEqual(
        expect.arrayContaining(['vague', 'revue', 'bureau', 'audits', 'preuves'].map((one) => `/offboard ${one}`)),
      );
    }
  });
});
