import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people.ts';
import type { Revocation } from '../../domain/revocation.ts';
import type { Instant } from '../../domain/time.ts';
import { maySee } from '../../domain/visibility.ts';
import { actionMark, actionWords, isProved } from '../access-state.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, facts, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { cut, oneLine, shownName } from '../plain.ts';
import { nameOf, voiceFor } from '../voice.ts';
import { notYoursCard } from './not-yours.ts';

/** One action that IT handed to a person: what to do by hand, and where to say that it is done. Shows that action only. */
export function handedCard(departure: Departure, revocation: Revocation, reader: Person, now: Instant): CardView {
  const { action, handed } = revocation;
  if (handed?.to !== reader.id || !maySee(departure, { id: reader.id, roles: [] }, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const system = oneLine(action.systemLabel);
  const what = actionWords(action, voice);
  const name = shownName(departure.leaver.name);
  const open = revocation.status === 'manual' && !isProved(revocation);
  const settled = voice.t('handed.settled', { state: actionMark(revocation, voice).state });
  return {
    kind: 'access',
    title: voice.t('access.title', { name }),
    subtitle: voice.t('handed.subtitle'),
    tone: open ? 'attention' : 'neutral',
    blocks: open
      ? blocks(
          text(voice.t('handed.text', { by: nameOf(departure, handed.by, voice), name })),
          facts(
            [voice.t('handed.system'), system],
            [voice.t('handed.what'), what],
            [voice.t('handed.login'), cut(oneLine(action.accountLogin), 100)],
          ),
          actions(
            button(
              voice,
              act('access.prove', departure.id, { target: action.id, seen: revocation.rev }),
              'button.prove',
              { style: 'primary', about: `${system}, ${what}` },
            ),
          ),
        )
      : blocks(text(settled)),
    fallback: open ? voice.t('handed.fallback', { name, what, system }) : settled,
  };
}
