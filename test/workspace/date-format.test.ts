import { expect, it } from 'vitest';
import { dateFormat } from '../../src/workspace/date-format.ts';

it('makes one formatter for each language, zone and style', () => {
  const noon = new Date('2026-07-01T12:00:00Z');
  const inParis = dateFormat('en-GB', 'Europe/Paris', { hour: '2-digit', minute: '2-digit' });
  expect(dateFormat('en-GB', 'Europe/Paris', { hour: '2-digit', minute: '2-digit' })).toBe(inParis);
  expect(inParis.format(noon)).toBe('14:00');
  expect(dateFormat('en-GB', 'Asia/Kolkata', { hour: '2-digit', minute: '2-digit' }).format(noon)).toBe('17:30');
  expect(dateFormat('fr-FR', 'Europe/Paris', { month: 'long' }).format(noon)).toBe('juillet');
  expect(dateFormat('fr-FR', 'Europe/Paris', { weekday: 'long' }).format(noon)).toBe('mercredi');
});
