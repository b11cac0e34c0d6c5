import type { AlumniMail } from '../../domain/alumni/due.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { oneLine } from '../words/plain.ts';
import { type Reader, voiceFor } from '../words/voice.ts';

/**
 * A mail to somebody who stays in touch. None names its reader, so that whoever else reads the mailbox learns of
 * nobody. `until`: when what is kept of them goes.
 */
export function alumniMail(
  mail: AlumniMail,
  { reader, organisation, until }: { reader: Reader; organisation: string; until: Instant },
): CardView & { why: string } {
  const voice = voiceFor(reader);
  const words = { organisation: oneLine(organisation), day: voice.dayOf(until) };
  const title = voice.t(`mail.alumni.${mail}`, words);
  const says = voice.t(`mail.alumni.${mail}Text`, words);
  return {
    ...{ kind: 'notice', title, subtitle: null, tone: 'neutral', blocks: [text(says)], fallback: title },
    why: mail === 'question' ? voice.t('contact.question.why') : voice.t('mail.alumni.why', words),
  };
}
