import { announcementApprovers } from '../../domain/announcement/approval.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, facts, section, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { announcementBlocks } from '../departure/announcement-text.ts';
import { announcedWhen } from '../departure/announcement-words.ts';
import { shownName } from '../words/plain.ts';
import { nameOf, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/**
 * What colleagues read in a channel. `reader`: in whose language its title is. It says nothing that nobody approved.
 */
export function announcementCard(departure: Departure, reader: Person, now: Instant): CardView {
  if (isConfidential(departure, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const approved = departure.announcement?.approved ?? null;
  // Of a message whose answer was lost, which is found, emptied and deleted.
  if (approved === null) {
    const words = voice.t('announcement.over');
    return {
      kind: 'announcement',
      title: words,
      subtitle: null,
      tone: 'neutral',
      blocks: blocks(text(words)),
      fallback: words,
    };
  }
  const title = voice.t('announcement.title', { name: shownName(departure.leaver.name) });
  return {
    kind: 'announcement',
    title,
    subtitle: null,
    tone: 'neutral',
    blocks: announcementBlocks(departure, approved, reader),
    fallback: title,
  };
}

/** For HR: what somebody wants to tell colleagues, to the letter, and the button that approves it. */
export function announcementCheckCard(departure: Departure, reader: Person): CardView {
  const voice = voiceFor(reader);
  const { announcement, status } = departure;
  const isTheirs = departure.cast.hr.includes(reader.id) && reader.id !== departure.leaver.id;
  if (!isTheirs || announcement === undefined) return notYoursCard(reader);
  const { proposed, rev } = announcement;
  const name = shownName(departure.leaver.name);
  const title = voice.t('announcement.checkTitle', { name });
  const isOpen = status === 'active' || status === 'completed';
  if (proposed === null || !isOpen || !announcementApprovers(departure, proposed.by).includes(reader.id)) {
    const words = voice.t(
      announcement.approved === null || !isOpen ? 'announcement.checkOver' : 'announcement.checked',
    );
    return {
      kind: 'announcement',
      title,
      subtitle: null,
      tone: 'neutral',
      blocks: blocks(text(words)),
      fallback: words,
    };
  }
  const by = nameOf(departure, proposed.by, voice);
  const words = voice.t('announcement.check', { name: by });
  return {
    kind: 'announcement',
    title,
    subtitle: null,
    tone: 'attention',
    blocks: blocks(
      text(words),
      section(voice.t('announcement.text'), announcementBlocks(departure, proposed, reader)),
      facts([voice.t('announcement.when'), announcedWhen(departure, proposed, voice)]),
      actions(
        button(voice, act('announcement.confirm', departure.id, { seen: rev }), 'button.approveText', {
          style: 'primary',
          about: title,
        }),
        button(voice, act('announcement.open', departure.id), 'button.changeText', { about: title }),
      ),
    ),
    fallback: `${title}. ${words}`,
  };
}
