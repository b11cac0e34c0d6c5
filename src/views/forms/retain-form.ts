import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { FormView } from '../form-view.ts';
import { endingForm } from './ending-form.ts';

/** The person stays after all. */
export function retainForm(departure: Departure, reader: Person): FormView {
  return endingForm(departure, reader, 'retain');
}
