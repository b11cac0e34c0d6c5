import { describe, expect, it } from 'vitest';
import { planAction } from '../../src/connectors/planned-action.ts';
import type { Stage } from '../../src/domain/systems/action.ts';
import { actionWords } from '../../src/views/access/access-state.ts';
import { voiceFor } from '../../src/views/words/voice.ts';

const named = { en: 'pipeline schedules', fr: 'planifications de pipelines' };
const account = {
  system: 'gitlab',
  systemLabel: 'GitLab',
  tenant: 'https://gitlab.example.com',
  id: '7',
  login: 'alex-moreau',
  name: null,
  status: 'active',
  protectedBecause: null,
};
const system = { id: 'gitlab', label: 'GitLab', tier: 'code' as const };

function wordsOf(stage: Stage, manual: boolean, locale: 'en' | 'fr'): string {
  const plan = { verb: 'x', stage, named, call: 'Look', effect: 'reversible' as const, manual };
  return actionWords(planAction(system, account, plan), voiceFor({ locale, timeZone: 'Europe/Paris' }));
}

describe('an action without a target', () => {
  it('of which the stage does not say what it is about is told by its kind', () => {
    expect(wordsOf('task', true, 'en')).toBe('By hand: pipeline schedules');
    expect(wordsOf('task', true, 'fr')).toMatch(/^À la main\s: planifications de pipelines$/);
    expect(wordsOf('groups', true, 'en')).toBe('Remove from pipeline schedules');
    expect(wordsOf('credentials', false, 'en')).toBe('Withdraw pipeline schedules');
  });

  it('of which the stage says it, by its stage', () => {
    expect(wordsOf('disable', false, 'en')).toBe('Disable the account');
    expect(wordsOf('groups', false, 'en')).toBe('Remove from every group');
  });
});
