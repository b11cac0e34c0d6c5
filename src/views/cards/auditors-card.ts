import { isGrantLive, standingOf } from '../../domain/auditors/grant.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { auditorName, grantState, openedWords, periodWords, type ShownGrant } from '../auditors/grant-lines.ts';
import { actions, blocks, button, item, items, note, text } from '../blocks.ts';
import type { CardItem, CardView } from '../card-view.ts';
import { type Voice, voiceFor } from '../words/voice.ts';

/** How many stand on one message; the page has all of them. */
const longest = 10;

/** What those who answer for departures read of auditors: who is or was invited, and what they opened. */
export function auditorsCard(grants: readonly ShownGrant[], reader: Person, now: Instant): CardView {
  const voice = voiceFor(reader);
  const live = grants.filter((grant) => isGrantLive(grant, now)).length;
  const title = voice.t('auditors.card.title', { count: live });
  const waits = grants.some((grant) => standingOf(grant, now) === 'waiting');
  return {
    kind: 'hr',
    title,
    subtitle: null,
    tone: waits ? 'attention' : 'neutral',
    blocks: blocks(
      text(voice.t(live > 0 ? 'auditors.text' : 'auditors.card.none')),
      items(grants.slice(0, longest).map((grant) => grantItem(grant, now, voice))),
      grants.length > longest && note(voice.t('home.more', { count: grants.length - longest })),
      actions(button(voice, act('auditors', null), 'button.auditors', { about: voice.t('auditors.title') })),
    ),
    fallback: title,
  };
}

/** An invitation in one line, with the way to it. */
export function grantItem(grant: ShownGrant, now: Instant, voice: Voice): CardItem {
  const name = auditorName(grant, voice);
  const standing = standingOf(grant, now);
  const icon = standing === 'waiting' ? 'todo' : standing === 'open' || standing === 'ahead' ? 'info' : 'done';
  return item(icon, grantState(grant, now, voice), [{ strong: name }], {
    detail: [periodWords(grant, voice), ` · ${openedWords(grant, voice)}`],
    action: button(voice, act('auditor.open', null, { target: grant.id }), 'button.open', { about: name }),
  });
}
