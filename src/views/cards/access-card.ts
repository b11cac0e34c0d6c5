import { isOpen } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { CardSpec } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { type AccessReading, accessReading } from '../access/access-reading.ts';
import {
  type AccessPhase,
  confirmationState,
  residualWindows,
  systemsOf,
  waivedCount,
} from '../access/access-state.ts';
import { accessStatus, introWords } from '../access/access-status.ts';
import { appearedBlocks, unconfirmedBlocks } from '../access/appeared.ts';
import { keptBlocks, noAccountBlocks, untoldNotes, withoutActions } from '../access/asked-systems.ts';
import { brakeReason } from '../access/brake.ts';
import { confirmActions, confirmationBlocks, planChangeBlocks } from '../access/confirmation.ts';
import { heldActionBlocks } from '../access/hold.ts';
import { lossBlocks } from '../access/losses.ts';
import { acceptedBlocks, failureBlocks, manualBlocks } from '../access/open-actions.ts';
import { planBlocks, runItems, totalWords, unresolvedBlocks } from '../access/plan.ts';
import { proofBlocks } from '../access/proof.ts';
import { releaseBlocks } from '../access/release.ts';
import { usedBlocks } from '../access/uses.ts';
import { coversLater, endsAt } from '../access/when-access-ends.ts';
import { type Audience, audienceOf, readsAccess } from '../audience.ts';
import { blocks, facts, item, items, note, section, steps, text } from '../blocks.ts';
import type { CardBlock, CardView, Tone } from '../card-view.ts';
import { confidentialNote } from '../departure/departure-facts.ts';
import { unreachableItems } from '../departure/departure-items.ts';
import { employedAgainNote } from '../departure/employed-again.ts';
import { gapWords } from '../departure/gap-words.ts';
import { heirWords } from '../departure/heir-words.ts';
import { notYoursCard } from './not-yours.ts';

/** With more systems than this, the buttons stand below the plan as well. */
const longPlan = 6;

/**
 * The access that ends, for those who confirm and fix it: HR, IT, administrators. Nobody else reads systems, accounts
 * and calls. `roles` are those of the moment when somebody asks; without them, those of the plan's cast. `posted`: see
 * `releaseBlocks`.
 */
export function accessCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  { roles, posted = null }: { roles?: readonly CompanyRole[]; posted?: CardSpec | null } = {},
): CardView {
  const audience = audienceOf(departure, reader, roles);
  if (!readsAccess(audience) || departure.status === 'draft') return notYoursCard(reader);
  const reading = accessReading(departure, reader, now, roles);
  if (departure.status === 'cancelled' || departure.status === 'retained') return stoppedCard(reading);
  return departure.runStartedAt === null ? planCard(reading, audience, posted) : runCard(reading, audience);
}

function planCard(reading: AccessReading, audience: Audience, posted: CardSpec | null): CardView {
  const { departure, voice, now, name, phase } = reading;
  const systems = systemsOf(departure.revocations);
  const { given, needed } = confirmationState(departure, now);
  const when = departure.dates ? voice.zoned(departure.dates.cutOff) : '';
  const passing = systems.filter(({ revocations }) => revocations.some(({ action }) => action.stage === 'data'));
  const intro = introWords(reading);
  // Of whoever confirms, or has.
  const mayCover = phase === 'to-confirm' || given.some(({ by }) => by === reading.reader.id);
  const gap = departure.dates && gapWords(departure.dates, voice);
  const protectedAccounts = departure.accounts.filter((account) => account.protectedBecause !== null);
  return {
    kind: 'access',
    title: voice.t('access.title', { name }),
    subtitle: null,
    tone: planTone(phase),
    blocks: blocks(
      accessStatus(reading, planTone(phase)),
      systems.length > 0 && text([{ strong: totalWords(systems, voice) }]),
      confirmActions(reading),
      facts(
        [voice.t('access.person'), leaverLine(departure, name)],
        passing.length > 0 ? [voice.t('walk.heirs.heir'), heirWords(departure, passing, voice)] : null,
      ),
      confidentialLine(reading),
      gap !== null && text([{ strong: gap }]),
      intro !== null && note(intro),
      planChangeBlocks(reading),
      unresolvedBlocks(reading),
      employedAgainNote(departure, voice),
      heldActionBlocks(departure, voice),
      planBlocks(systems, voice),
      noAccountBlocks(departure.systems, voice),
      untoldNotes(departure.systems, voice),
      keptBlocks(departure.kept, voice),
      section(
        voice.t('access.protected'),
        items(
          protectedAccounts.map(({ systemLabel: system, login, protectedBecause: reason }) =>
            item(
              'info',
              voice.t('access.protected'),
              voice.t('access.protectedItem', { system, login, reason: voice.localized(reason ?? '') }),
            ),
          ),
        ),
      ),
      unreachable(reading, audience),
      confirmationBlocks(reading),
      mayCover && coversLater(departure) && note(voice.t('access.coversLater')),
      // Whoever has read a long card down to here need not go back up.
      systems.length > longPlan && confirmActions(reading),
      releaseBlocks(departure, { reader: reading.reader, audience, voice, now, posted }),
    ),
    fallback: planFallback(),
  };

  function planFallback(): string {
    const count = systems.length;
    switch (phase) {
      case 'none':
        return voice.t('access.none', { name });
      case 'unresolved':
        return voice.t('access.fallback.unresolved', {
          name,
          systems: voice.list(unresolvedOf(departure).map((one) => one.systemLabel)),
        });
      case 'overdue':
        return voice.t('access.fallback.overdue', { name, systems: count });
      case 'armed':
        return voice.t('access.fallback.armed', { name });
      case 'held':
        return voice.t('brake.next', { reason: brakeReason(departure, voice) });
      case 'to-confirm':
      case 'confirmed':
      case 'running':
      case 'attention':
      case 'settled':
        return voice.t('access.fallback.confirm', {
          name,
          systems: count,
          when,
          at: endsAt(departure, now),
          given: given.length,
          needed,
        });
    }
  }
}

/** Whom Relais cannot write to: HR and IT find another way. */
function unreachable({ departure, voice }: AccessReading, audience: Audience): readonly CardBlock[] {
  return section(voice.t('access.unreachable'), items(unreachableItems(departure, audience, voice)));
}

/** Whoever confirms and repairs works among others: they must know who must not hear of it. */
function confidentialLine({ departure, voice, now }: AccessReading): CardBlock | false {
  return isConfidential(departure, now) && note(confidentialNote(departure, voice));
}

function leaverLine({ leaver }: Departure, name: string): string {
  return [name, leaver.title, leaver.team, leaver.email].filter((part) => part !== null && part !== '').join(' · ');
}

function planTone(phase: AccessPhase): Tone {
  if (phase === 'overdue' || phase === 'held') return 'danger';
  return phase === 'to-confirm' || phase === 'unresolved' ? 'attention' : 'neutral';
}

function runCard(reading: AccessReading, audience: Audience): CardView {
  const { departure, voice, now, name, phase } = reading;
  const systems = systemsOf(departure.revocations);
  const total = departure.revocations.length;
  const done = departure.revocations.filter((one) => !isOpen(one)).length;
  const failed = departure.revocations.filter((one) => one.status === 'failed').length;
  const windows = residualWindows(departure, now).map(({ label: system, until }) =>
    item('info', voice.t('word.until'), voice.t('departure.residualItem', { system, when: voice.instant(until) })),
  );
  const waived = waivedCount(departure.revocations);
  const tone = failed > 0 ? 'danger' : settledTone(phase, waived);
  return {
    kind: 'access',
    title: voice.t('access.title', { name }),
    subtitle: null,
    tone,
    blocks: blocks(
      accessStatus(reading, tone),
      confidentialLine(reading),
      unconfirmedBlocks(reading),
      unresolvedBlocks(reading),
      usedBlocks(reading),
      // What waits for its reader comes before how each system stands.
      failureBlocks(reading),
      manualBlocks(reading),
      proofBlocks(reading),
      acceptedBlocks(reading),
      steps(
        `${voice.t('details.access')} · ${voice.t('access.systemProgress', { done, total })}`,
        runItems(systems, departure, voice),
      ),
      employedAgainNote(departure, voice),
      heldActionBlocks(departure, voice),
      appearedBlocks(reading),
      noAccountBlocks(withoutActions(departure), voice),
      keptBlocks(departure.kept, voice),
      section(voice.t('access.residual'), items(windows)),
      lossBlocks(systems, now, voice),
      unreachable(reading, audience),
    ),
    fallback: voice.t('access.fallback.run', { name, done, total, failed }),
  };
}

function settledTone(phase: AccessPhase, waived: number): Tone {
  if (phase === 'settled') return waived > 0 ? 'attention' : 'good';
  return phase === 'attention' ? 'attention' : 'neutral';
}

function stoppedCard({ departure, voice, name }: AccessReading): CardView {
  const words = voice.t('access.stopped', { status: departure.status });
  const begun = departure.revocations.filter((one) => one.status !== 'planned');
  return {
    kind: 'access',
    title: voice.t('access.title', { name }),
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(text(words), items(runItems(systemsOf(begun), departure, voice))),
    fallback: words,
  };
}
