import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { actionWords } from '../../src/views/access/access-state.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { people, reading } from '../support/sample-people.ts';
import { sampleAction } from '../support/sample-plan.ts';

const english = voiceFor(reading(people.tom, 'en'));
const french = voiceFor(reading(people.tom, 'fr'));

describe('what is said of one action', () => {
  it('calls the wipe of a phone a wipe, and not the end of a session', () => {
    const onPhone = sampleAction('google', 'sessions', {
      effect: 'destructive',
      target: { id: 'd1.u1', label: quotation('Pixel 9') },
    });
    expect(actionWords(onPhone, english)).toBe('Wipe the account and its data from Pixel 9');
    expect(actionWords(onPhone, french)).toBe('Effacer le compte et ses données\u202f: Pixel 9');
  });

  it('says which session is ended, and that every one is where none is named', () => {
    const every = sampleAction('okta', 'sessions');
    expect(actionWords(every, english)).toBe('End every open session');
    expect(actionWords(every, french)).toBe('Fermer toutes les sessions ouvertes');
    const one = { ...every, target: { id: 's1', label: quotation('Safari in Lyon') } };
    expect(actionWords(one, english)).toBe('End the session Safari in Lyon');
    expect(actionWords(one, french)).toBe('Fermer la session Safari in Lyon');
  });
});
