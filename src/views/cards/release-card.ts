import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import { accessPhase, systemsOf } from '../access-state.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, button, dialog, facts, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { confirmationWords } from '../departure-facts.ts';
import { shownName } from '../plain.ts';
import { nameOf, type Voice, voiceFor } from '../voice.ts';
import { notYoursCard } from './not-yours.ts';

/** For a departure whose access ends at a meeting: whether it is ready, and the button. For the manager, the requester and HR; lists no systems. */
export function releaseCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  roles?: readonly CompanyRole[],
): CardView {
  const { dates, flow, released, status } = departure;
  const mayRelease = leads(audienceOf(departure, reader, roles));
  if (!mayRelease || flow?.cutOff.mode !== 'released' || status === 'draft') return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const phase = accessPhase(departure, now);
  const base = {
    kind: 'access',
    title: voice.t('release.title', { name }),
    subtitle: voice.t('release.subtitle'),
  } as const;
  if (released || status !== 'active') {
    const words = released
      ? voice.t('release.done', { when: voice.instant(released.at), name: nameOf(departure, released.by, voice) })
      : voice.t('access.stopped', { status: voice.t(`status.${status}`) });
    return { ...base, tone: released ? 'good' : 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const ready = phase === 'armed' || phase === 'none';
  const confirmation = confirmationWords(departure, voice, now);
  return {
    ...base,
    tone: ready ? 'neutral' : 'attention',
    blocks: blocks(
      dates &&
        facts(
          [voice.t('departure.cutOff'), voice.zoned(dates.cutOff)],
          [voice.t('departure.confirmation'), confirmation],
        ),
      text(voice.t(ready ? 'access.armedManager' : 'access.notArmed', { name, confirmation })),
      ready && actions(releaseButton(departure, voice, name)),
    ),
    fallback: voice.t(ready ? 'release.fallback' : 'release.fallbackWaits', { name }),
  };
}

function releaseButton(departure: Departure, voice: Voice, name: string) {
  const seen = departure.planHash === null ? {} : { seen: departure.planHash };
  return button(voice, act('cut-off.release', departure.id, seen), 'button.release', {
    style: 'danger',
    about: name,
    confirm: dialog(
      voice,
      { title: 'dialog.release.title', confirm: 'dialog.release.confirm', deny: 'dialog.release.deny' },
      voice.t('dialog.release.text', { name, count: systemsOf(departure.revocations).length }),
    ),
  });
}
