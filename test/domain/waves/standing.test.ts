import { expect, it } from 'vitest';
import { standingOf } from '../../../src/domain/waves/standing.ts';

const member = { departure: 'd1', person: 'p1', line: 2, from: '2026-03-20T17:00:00.000Z', problem: null, left: null };
const now = '2026-03-02T09:00:00.000Z';

it('tells whoever is not begun with from whoever was erased', () => {
  expect(standingOf({ status: 'planning' }, { member, departure: null }, now)).toBe('planning');
  for (const status of ['planned', 'ended'] as const)
    expect(standingOf({ status }, { member, departure: null }, now)).toBe('gone');
});
