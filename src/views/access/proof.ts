import type { Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import { awaitsSecondPerson, secondPersons } from '../../domain/run/proof.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, note, section, text } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import { asSentence, cut, oneLine, sentences } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { actionLine } from './access-state.ts';

/** How many of them get buttons at once; the next show up as these are settled. */
const atOnce = 5;

/** What was done by hand and counts only once somebody else has accepted it: who did what, and for whom it waits. */
export function proofBlocks(reading: AccessReading): readonly CardBlock[] {
  const { departure, voice } = reading;
  const waiting = departure.revocations.filter(awaitsSecondPerson);
  const left = waiting.length - atOnce;
  return section(
    voice.t('access.proofs'),
    waiting
      .slice(0, atOnce)
      .flatMap((one) => [
        text([{ strong: actionLine(one.action, voice) }]),
        note(waitingWords(departure, one, voice)),
        actions(...ways(reading, one)),
      ]),
    left > 0 && note(voice.t('access.more', { count: left })),
  );
}

function waitingWords(departure: Departure, one: Revocation, voice: Voice): string {
  const names = secondPersons(departure, one).map((id) => nameOf(departure, id, voice));
  const by = nameOf(departure, one.proof?.by ?? null, voice);
  return sentences(
    voice.t('outcome.proof', { name: by, text: asSentence(cut(oneLine(one.proof?.text ?? ''), 300)) }),
    names.length > 0
      ? voice.t('access.proofWaitsFor', { names: voice.list(names) })
      : voice.t('access.proofWaitsForNobody', { name: by }),
  );
}

/** Whoever wrote the proof never accepts it; IT and administrators may still choose another way. */
function ways({ departure, voice, reader, roles }: AccessReading, one: Revocation): (CardAction | false)[] {
  const on = { target: one.action.id, seen: one.rev };
  const about = actionLine(one.action, voice);
  const name = nameOf(departure, one.proof?.by ?? null, voice);
  const mayFix = roles.includes('it') || roles.includes('admin');
  const accepts = reader.id !== one.proof?.by && reader.id !== departure.requester;
  const confirm = dialog(
    voice,
    { title: 'dialog.acceptProof.title', confirm: 'dialog.acceptProof.confirm', deny: 'dialog.acceptProof.deny' },
    voice.t('dialog.acceptProof.text', { name, what: about }),
  );
  return [
    accepts &&
      button(voice, act('access.accept-proof', departure.id, on), 'button.acceptProof', {
        style: 'primary',
        about,
        confirm,
      }),
    mayFix && button(voice, act('access.hand', departure.id, on), 'button.hand', { about }),
    mayFix && button(voice, act('access.waive', departure.id, on), 'button.waive', { about }),
  ];
}
