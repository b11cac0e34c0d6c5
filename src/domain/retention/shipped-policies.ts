import type { Policy } from './policy.ts';

/**
 * What Relais ships: the figures of the market's guides for the audit trail, by sector, and a period for alumni. None
 * of it is legal advice, and no default knows your agreements: ask your lawyer, and write your own into `relais.yaml`,
 * which wins.
 */
export const shippedPolicies: readonly Policy[] = [
  trail('finance', '7 years', 'Seven years, as guides on offboarding advise financial services; ask your lawyer'),
  trail('health', '7 years', 'Seven years, as guides on offboarding advise health care; ask your lawyer'),
  trail('tech', '2 years', 'Two years, as guides on offboarding advise technology companies; ask your lawyer'),
  {
    ...{ of: ['alumni'], keep: '24 months', ending: 'erase' },
    source: 'Two years since they last said that they wish to stay in touch, a choice of Relais; ask your lawyer',
  },
];

function trail(sector: string, keep: string, source: string): Policy {
  return { of: ['evidence'], sector, keep, ending: 'pseudonymise', source };
}
