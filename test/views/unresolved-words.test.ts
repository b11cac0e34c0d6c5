import { expect, it } from 'vitest';
import { unresolvedPlainly, unresolvedWords } from '../../src/views/access/unresolved-words.ts';
import { voiceFor } from '../../src/views/words/voice.ts';

const names = Array.from({ length: 3 }, (_, n) => `a-user-name-that-is-as-long-as-github-allows-${n}`).join(', ');
const reason = {
  en: `told-wrongly: The user name ${names} leads to nobody in example-co. Correct it; or write which one is theirs, null for none.`,
  fr: `told-wrongly: Le nom d’utilisateur ${names} ne mène à personne. Corrigez-le ; ou indiquez lequel est le sien, null si aucun.`,
};

it('says to everybody who steers a departure the whole of what to do about a user name that was told wrongly', () => {
  for (const words of [unresolvedWords, unresolvedPlainly]) {
    expect(words(reason, voiceFor({ locale: 'en', timeZone: 'Europe/Paris' }))).toBe(
      `The user name ${names} leads to nobody in example-co. Correct it; or write which one is theirs, null for none.`,
    );
    expect(words(reason, voiceFor({ locale: 'fr', timeZone: 'Europe/Paris' })).replace(/[\u00a0\u202f]/g, ' ')).toBe(
      `Le nom d’utilisateur ${names} ne mène à personne. Corrigez-le ; ou indiquez lequel est le sien, null si aucun.`,
    );
  }
});
