import { isOpen, type Revocation } from '../../domain/actions/revocation.ts';
import { uncovered } from '../../domain/confirmation/coverage.ts';
import { status } from '../blocks.ts';
import type { CardBlock, Text, Tone } from '../card-view.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { waivedCount } from './access-state.ts';
import { brakeReason } from './brake.ts';
import { confirmationWords, cutOffText } from './cut-off-words.ts';
import { heldByHoldWords } from './hold.ts';
import { coversLater } from './when-access-ends.ts';

/** Where the access stands, what comes next and who must act, on the first line of the card. */
export function accessStatus(reading: AccessReading, tone: Tone): CardBlock {
  const { departure, voice, phase } = reading;
  const state = departure.revocations.some((one) => one.status === 'failed') ? 'failed' : phase;
  return status(tone, voice.t(`lead.access.${state}`), { next: nextWords(reading), who: whoWords(reading) });
}

function nextWords({ departure, voice, name, phase }: AccessReading): Text | null {
  const when = cutOffText(departure, voice);
  const ends = when === null ? [] : voice.rich('lead.ends', { when });
  const { revocations } = departure;
  const waived = waivedCount(revocations);
  switch (phase) {
    case 'none':
      return voice.t('access.none', { name });
    case 'unresolved':
    case 'to-confirm':
    case 'armed':
      return ends.length === 0 ? null : ends;
    case 'overdue':
      return voice.t('access.overdue', { when: departure.dates ? voice.zoned(departure.dates.cutOff) : '' });
    case 'confirmed':
      return [...ends, '. ', voice.t('access.complete')];
    case 'held':
      return voice.t('brake.next', { reason: brakeReason(departure, voice) });
    case 'running':
    case 'attention':
      return (
        openWords(revocations, voice) ??
        (phase === 'running' ? voice.t('lead.goesOn') : heldByHoldWords(departure, voice))
      );
    case 'settled':
      return waived > 0 ? voice.t('access.settledExcept', { count: waived }) : voice.t('access.settled');
  }
}

/** `2 failed and 1 to do by hand`; null where nothing waits for a person. */
export function openWords(revocations: readonly Revocation[], voice: Voice): string | null {
  const failed = revocations.filter(({ status }) => status === 'failed').length;
  const byHand = revocations.filter((one) => one.status === 'manual' && isOpen(one)).length;
  const words = [
    ...(failed > 0 ? [voice.t('outcome.count.failed', { count: failed })] : []),
    ...(byHand > 0 ? [voice.t('lead.byHand', { count: byHand })] : []),
  ];
  return words.length === 0 ? null : voice.list(words);
}

/** Null where nobody has to do anything. */
function whoWords({ departure, voice, now, phase }: AccessReading): string | null {
  switch (phase) {
    case 'to-confirm':
    case 'overdue':
      return confirmationWords(departure, voice, now);
    case 'unresolved':
      return voice.t('lead.who', { who: voice.t('role.it') });
    case 'held':
      return voice.t('lead.who', { who: voice.t('brake.who') });
    case 'armed':
      return voice.t('lead.who', {
        who: departure.manager === null ? voice.t('role.hr') : nameOf(departure, departure.manager, voice),
      });
    case 'attention':
      if (uncovered(departure).length > 0) return confirmationWords(departure, voice, now);
      // What only a hold keeps waits for whoever lifts it.
      return voice.t('lead.who', {
        who: voice.t(
          openWords(departure.revocations, voice) === null && heldByHoldWords(departure, voice) !== null
            ? 'role.hr'
            : 'role.it',
        ),
      });
    case 'running':
      return openWords(departure.revocations, voice) === null ? null : voice.t('lead.who', { who: voice.t('role.it') });
    case 'none':
    case 'confirmed':
    case 'settled':
      return null;
  }
}

/** How the plan is to be read, below what it does. */
export function introWords({ departure, voice, phase }: AccessReading): string | null {
  if (phase !== 'to-confirm' && phase !== 'unresolved') return null;
  return departure.flow?.cutOff.mode === 'released'
    ? voice.t('access.introReleased')
    : voice.t('access.intro', { later: coversLater(departure) ? 'yes' : 'no' });
}
