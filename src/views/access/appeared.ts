import { isOpen, isProven, type Revocation } from '../../domain/actions/revocation.ts';
import { accountOf, uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import { blocks, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { actionLine, actionMark, effectWords } from './access-state.ts';
import { confirmActions } from './confirmation.ts';
import { callWords } from './plan.ts';

/** How many things a list spells out; the rest is counted. */
const longest = 12;

/**
 * What a look found in the run that nobody has confirmed: it waits for a confirmation of its own, and holds completion
 * back.
 */
export function unconfirmedBlocks(reading: AccessReading): readonly CardBlock[] {
  const { departure, voice } = reading;
  const waiting = uncovered(departure);
  if (waiting.length === 0) return [];
  const again = isOpenAgain(departure);
  const count = waiting.length;
  return section(
    voice.t(again ? 'access.openAgainToConfirm' : 'access.appearedToConfirm'),
    text([{ strong: again ? voice.t('access.openAgainWhy') : voice.t('access.appearedToConfirmWhy', { count }) }]),
    ...waitingBlocks(reading),
  );
}

/** The things alone, with the buttons, below a message that has said already what they are. */
export function waitingBlocks(reading: AccessReading): readonly CardBlock[] {
  const { departure, voice } = reading;
  return blocks(...listed(uncovered(departure), voice), confirmActions(reading));
}

/**
 * Whether something that was confirmed once is open, and its confirmation has ended with a backup that was put back.
 */
export function isOpenAgain(departure: Departure): boolean {
  return uncovered(departure).some(({ action, appearedAt }) => {
    const account = accountOf(departure.accounts, action);
    return appearedAt === null && account?.covered.length === 0 && account.tenant === action.tenant;
  });
}

/** What a look found in the run and was cut under the same confirmation. */
export function appearedBlocks({ departure, voice }: AccessReading): readonly CardBlock[] {
  const open = new Set(uncovered(departure));
  const covered = departure.revocations.filter(
    (one) => one.appearedAt !== null && !open.has(one) && !waitsForSomebody(one),
  );
  return section(
    voice.t('access.appeared'),
    covered.length > 0 && note(voice.t('access.appearedWhy')),
    ...listed(
      [...covered].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a))),
      voice,
    ),
  );
}

/** It stands with its buttons under what a person has to do, and not a second time. */
function waitsForSomebody(one: Revocation): boolean {
  if (one.status === 'manual') return !isProven(one);
  return one.status === 'failed' || (one.status === 'accepted' && one.notBefore === null);
}

function listed(revocations: readonly Revocation[], voice: Voice): readonly (CardBlock | false)[] {
  const left = revocations.length - longest;
  return [
    items(
      revocations.slice(0, longest).map((revocation) => {
        const { icon, state } = actionMark(revocation, voice);
        const { action } = revocation;
        // Its effect is not the whole of what may happen.
        const detail = action.fallback === null ? null : [{ muted: callWords(action, voice) }];
        return item(icon, state, `${actionLine(action, voice)} · ${effectWords(action, voice)}`, { detail });
      }),
    ),
    left > 0 && note(voice.t('access.moreActions', { count: left })),
  ];
}
