import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { FormView } from '../form-view.ts';
import { endingForm } from './ending-form.ts';

/** It goes on after it was closed. */
export function reopenForm(departure: Departure, reader: Person): FormView {
  return endingForm(departure, reader, 'reopen');
}
