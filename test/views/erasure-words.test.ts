import { expect, it } from 'vitest';
import { erasureForm } from '../../src/views/forms/erasure-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { formTexts } from '../support/view-text.ts';

it('says before an erasure what of it stays: what people wrote themselves no bot can delete', () => {
  const departure = sampleDeparture({ status: 'completed' });
  expect(formTexts(erasureForm(departure, people.tom)).join('\n')).toContain(
    'Relais does not reach mails that were delivered, what people wrote in a chat themselves',
  );
  expect(formTexts(erasureForm(departure, reading(people.tom, 'fr'))).join('\n')).toContain(
    'ce que les gens ont écrit eux-mêmes dans une conversation',
  );
});
