import { isProven, type Revocation } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { awaitsSecondPerson } from '../../domain/run/proof.ts';
import { actionMark, actionWords, byHandWords } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, facts, note, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** What IT handed to one person: their own actions only, what to do by hand, where to say that it is done. */
export function handedCard(departure: Departure, reader: Person, now: Instant): CardView {
  const mine = departure.revocations.filter((one) => one.handed?.to === reader.id);
  if (mine.length === 0 || !maySee(departure, { id: reader.id, roles: [] }, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const open = mine.filter((one) => isToDo(one));
  const name = shownName(departure.leaver.name);
  const asker = open[0]?.handed?.by ?? null;
  const askWords =
    asker === reader.id
      ? voice.t('handed.textOwn', { name })
      : voice.t('handed.text', { by: nameOf(departure, asker, voice), name });
  const settled = voice.t('handed.settled');
  return {
    kind: 'access',
    title: voice.t('access.title', { name }),
    subtitle: voice.t('handed.subtitle'),
    tone: open.length > 0 ? 'attention' : mine.some(isUnproven) ? 'neutral' : 'good',
    blocks: blocks(
      text(open.length > 0 ? askWords : settled),
      mine.flatMap((revocation) => handedBlocks(departure, revocation, voice)),
    ),
    fallback:
      open.length > 0
        ? voice.t('handed.fallback', { name, what: voice.list(open.map((one) => whatOf(one, voice))) })
        : settled,
  };
}

/** Nothing of theirs any more, and not shown to be closed either: waived, or waiting for somebody else. */
function isUnproven(one: Revocation): boolean {
  return one.status !== 'verified' && !isProven(one);
}

/** Not yet said to be done; what a second person must still accept is no longer theirs to do. */
function isToDo(one: Revocation): boolean {
  return one.status === 'manual' && !isProven(one) && !awaitsSecondPerson(one);
}

function whatOf({ action }: Revocation, voice: Voice): string {
  return `${oneLine(action.systemLabel)}, ${actionWords(action, voice)}`;
}

function handedBlocks(departure: Departure, revocation: Revocation, voice: Voice): readonly CardBlock[] {
  const { action } = revocation;
  const what = whatOf(revocation, voice);
  if (!isToDo(revocation)) return [note(`${what}, ${actionMark(revocation, voice).state}`)];
  const on = { target: action.id, seen: revocation.rev };
  const words = byHandWords(revocation, voice);
  return [
    facts(
      [voice.t('handed.system'), oneLine(action.systemLabel)],
      [voice.t('handed.what'), actionWords(action, voice)],
      [voice.t('handed.login'), cut(oneLine(action.accountLogin), 100)],
    ),
    ...(words === null ? [] : [note(words)]),
    actions(button(voice, act('access.prove', departure.id, on), 'button.prove', { style: 'primary', about: what })),
  ];
}
