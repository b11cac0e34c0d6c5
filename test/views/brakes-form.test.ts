import { expect, it } from 'vitest';
import { brakesForm } from '../../src/views/forms/brakes-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { cutOff } from '../support/sample-plan.ts';

it('tells how many departures are held, also where fewer are shown, and how many more there are', () => {
  const one = sampleDeparture({});
  const said = (locale: 'en' | 'fr') => {
    const reader = { ...one.leaver, id: 'reader', locale };
    return JSON.stringify(brakesForm({ reader, held: Array(20).fill(one), more: 30, hash: 'h', now: cutOff }));
  };
  expect(said('en')).toContain('50 departures are held');
  expect(said('en')).toContain('30 more are held that are not shown here.');
  expect(said('fr')).toMatch(/50 départs/);
});
