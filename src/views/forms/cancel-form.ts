import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { FormView } from '../form-view.ts';
import { endingForm } from './ending-form.ts';

/** The departure was a mistake or is called off. */
export function cancelForm(departure: Departure, reader: Person): FormView {
  return endingForm(departure, reader, 'cancel');
}
