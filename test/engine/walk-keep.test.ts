import { expect, it } from 'vitest';
import { drawForm } from '../../src/channels/teams/draw-form.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { statusForm } from '../../src/views/forms/status.ts';
import { keptPerPage, walkKeptForm } from '../../src/views/forms/walk-kept.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { sampleAction, sampleFlow } from '../support/sample-plan.ts';

const candidates = Array.from({ length: 260 }, (_, index) => ({
  ...sampleAction('okta', 'groups'),
  id: `okta/00u1x2y3z4A5B6C7d8e9/groups/00g${String(index).padStart(17, '0')}`,
  target: { id: `g${index}`, label: `Équipe produit – région Île-de-France – projet n° ${index}` },
}));

it('what is kept of 260 accesses is asked page by page, each small enough for Teams', () => {
  const departure = sampleDeparture();
  const flow = sampleFlow({ access: 'old-role' });
  const page = (from: number) => walkKeptForm({ reader: people.maya, departure, flow, candidates, from });
  const offered = [0, 80, 160, 240].map((from) => {
    const form = page(from);
    expect(form.submit?.act.target).toBe(String(from));
    expect(Buffer.byteLength(JSON.stringify(drawForm(form, { locale: 'fr' })))).toBeLessThan(26_000);
    const kept = form.parts.find((part) => part.type === 'field' && part.field.id === 'kept');
    return kept?.type === 'field' && 'options' in kept.field ? kept.field.options.length : 0;
  });
  expect(offered).toEqual([80, 80, 80, 20]);
  expect(keptPerPage).toBe(80);
});

it('the status of the person leaving does not deny their own departure', () => {
  const status = (departures: readonly Departure[]) =>
    JSON.stringify(
      statusForm({ reader: people.alex, roles: [], departures, now: '2026-11-10T09:00:00.000Z', channel: 'slack' }),
    );
  expect(status([])).toContain('No departure that concerns you is open');
  const own = status([sampleDeparture()]);
  expect(own).toContain('Your own departure is under way. Your last working day is');
  expect(own).not.toContain('No departure that concerns you is open');
});
