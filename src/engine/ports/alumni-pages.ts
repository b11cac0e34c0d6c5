import type { ExportedPurpose } from '../../domain/alumni/alumnus.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';

/** The way to people who left, and the pages on which they and HR act. */
export interface AlumniPages {
  /**
   * Sends what `view` says, with a link to the reader's own page and the header by which mailboxes end it with one
   * click (RFC 8058). Sent again under the same `name` it is the same message. Throws ChannelError.
   */
  send(mail: {
    alumnus: string;
    to: string;
    reader: Pick<Person, 'locale' | 'timeZone'>;
    view: CardView;
    /** Why they get it, at the foot. */
    why: string;
    name: string;
  }): Promise<void>;
  /** The page on which this person takes the addresses for one purpose, once, within a quarter of an hour. */
  exportAddress(person: PersonId, purpose: ExportedPurpose): Promise<string>;
}
