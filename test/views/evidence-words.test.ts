import { expect, it } from 'vitest';
import { voiceFor } from '../../src/views/words/voice.ts';
import { people, reading } from '../support/sample-people.ts';

/**
 * The section lists exceptions alone; with 31 actions unproven and no exception, "What was left open: none" was false.
 */
it('calls the exceptions of a pack what was knowingly left open, and no action ended before it is', () => {
  const english = voiceFor(reading(people.tom, 'en'));
  const french = voiceFor(reading(people.tom, 'fr'));
  expect(english.t('evidence.section.exceptions')).toBe('What was knowingly left open');
  expect(french.t('evidence.section.exceptions')).toBe('Ce qui a été laissé ouvert sciemment');
  expect(english.t('evidence.actionsOf', { label: 'Okta' })).toBe('What was to end in Okta');
  expect(french.t('evidence.actionsOf', { label: 'Okta' })).toBe('Ce qui devait être fermé dans Okta');
});
