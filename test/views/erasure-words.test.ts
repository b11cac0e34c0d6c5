import { expect, it } from 'vitest';
import { erasureForm } from '../../src/views/forms/erasure-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { formTexts } from '../support/view-text.ts';

it('says before an erasure what of it stays in a chat: on Teams a form is a message, and of these nobody keeps a list', () => {
  const departure = sampleDeparture({ status: 'completed' });
  expect(formTexts(erasureForm(departure, people.tom)).join('\n')).toContain(
    'Relais does not reach mails that were delivered, forms and answers that stand in a chat on Teams',
  );
  expect(formTexts(erasureForm(departure, reading(people.tom, 'fr'))).join('\n')).toContain(
    'les formulaires et réponses restés dans une conversation Teams',
  );
});
