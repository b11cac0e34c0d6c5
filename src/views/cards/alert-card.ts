import type { Instant } from '../../domain/calendar/time.ts';
import { isHeldOpen } from '../../domain/cards/outcome-cards.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { proofWaitsWith } from '../../domain/run/proof.ts';
import { uncheckedOf } from '../../domain/run/unchecked.ts';
import { type Unresolved, unresolvedOf } from '../../domain/systems/asked-system.ts';
import { mayLeaveOut } from '../../domain/tasks/approval.ts';
import { accessReading } from '../access/access-reading.ts';
import { confirmationState } from '../access/access-state.ts';
import { adoptButtons } from '../access/adopt-tenant.ts';
import { waitingBlocks } from '../access/appeared.ts';
import { brakeBlocks } from '../access/brake.ts';
import { holdDecision, holdOfAlert, secondPersonWords } from '../access/hold.ts';
import { acceptedBlocks, failureBlocks, manualBlocks, unprovenBlocks } from '../access/open-actions.ts';
import { releaseBlocks } from '../access/release.ts';
import { setAsideButtons } from '../access/set-aside.ts';
import { unresolvedWords } from '../access/unresolved-words.ts';
import { accountOfAlert } from '../access/uses.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads, readsAccess } from '../audience.ts';
import { actions, blocks, button, facts, items, section, status, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { erasureActions, erasureWaitsFor } from '../departure/erasure-blocks.ts';
import { lostActions } from '../equipment/lost-thing.ts';
import { remoteActions, taskOfAlert } from '../equipment/remote-actions.ts';
import { tasksBeside } from '../tasks/my-tasks.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { cut, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { type Alert, isGrave, latestUse, subjectOf, wordsOf } from './alert-words.ts';
import { notYoursCard } from './not-yours.ts';
import { settledAlertCard } from './settled-alert.ts';

/**
 * Something that must not stay as it is: access that came back, an account that was used, a cut-off that passed
 * unconfirmed.
 */
export function alertCard(departure: Departure, alert: Alert, reader: Person, now: Instant): CardView {
  const audience = audienceOf(departure, reader);
  // Those who lead hear what they can settle; systems and accounts stay with HR and IT.
  const forLeads = ['unassigned', 'cut-off-unconfirmed', 'unreleased'].includes(alert.kind);
  const reads = readsAccess(audience);
  if (!maySee(departure, { id: reader.id, roles: [] }, now) || !(reads || (forLeads && leads(audience))))
    return notYoursCard(reader);
  const voice = voiceFor(reader);
  const grave = isGrave(departure, alert);
  const name = shownName(departure.leaver.name);
  const when = departure.dates ? voice.zoned(departure.dates.cutOff) : '';
  const key = wordsOf(departure, alert);
  const problem = problemOf(departure, alert);
  const reason = problem?.reason ?? uncheckedReason(departure, alert);
  const because = isHeldOpen(departure, alert)
    ? voice.t('refusal.under-hold')
    : reason && unresolvedWords(reason, voice);
  const usedAt = latestUse(departure, alert);
  const words = voice.t(`alert.${key}.text`, { name, when, what: subjectOf(departure, alert, voice) });
  if (alert.clearedAt !== null) return settledAlertCard(departure, alert, { now, voice });
  return {
    kind: 'alert',
    title: voice.t(`alert.${key}.title`),
    subtitle: voice.t('alert.subtitle', { name }),
    tone: grave ? 'danger' : 'attention',
    blocks: blocks(
      status(grave ? 'danger' : 'attention', voice.t(grave ? 'lead.alert.now' : 'lead.alert.waits'), {
        next: voice.t('lead.alert.since', { when: voice.instant(alert.at) }),
        who: voice.t('lead.who', { who: whoSettles(departure, alert, voice) }),
      }),
      text(words),
      facts(
        usedAt !== null ? [voice.t('alert.lastUse'), voice.instant(usedAt)] : null,
        because === null ? null : [voice.t('alert.because'), cut(because, 400)],
      ),
      wayForward(departure, alert, { reader, now, voice, reads }),
    ),
    fallback: words,
  };
}

/**
 * What its system could not tell, where the alert is about that system, or about an account there that is still open;
 * null where it told everything.
 */
function problemOf(departure: Departure, alert: Alert): Unresolved | null {
  const account = alert.kind === 'account-open' ? accountOfAlert(departure, alert) : undefined;
  const about = alert.kind === 'plan-unresolved' ? alert.subject : account?.system;
  return unresolvedOf(departure).find(({ system }) => system === about) ?? null;
}

/** Who can settle it, by name where it is one person's. */
function whoSettles(departure: Departure, alert: Alert, voice: Voice): string {
  const { kind, subject } = alert;
  const { manager } = departure;
  const lead = manager === null ? voice.t('role.hr') : nameOf(departure, manager, voice);
  switch (kind) {
    case 'unassigned':
    case 'unreleased':
      return lead;
    case 'contact-open':
    case 'mail-returned':
    case 'hold-review':
    case 'thing-lost':
      return voice.t('role.hr');
    case 'hold-waits': {
      const hold = holdOfAlert(departure, subject);
      return hold ? secondPersonWords(hold, voice) : voice.t('role.hr');
    }
    case 'erasure-waits':
      return erasureWaitsFor(departure, voice);
    case 'remote-waits':
      return voice.t('equipment.secondPerson');
    case 'cut-off-unconfirmed':
    case 'appeared': {
      const roles = confirmationState(departure, departure.dates?.cutOff.at ?? '').missing.map(({ role }) =>
        voice.t(`role.${role}`),
      );
      return roles.length === 0 ? voice.t('role.it') : voice.list(roles);
    }
    case 'proof-waits': {
      const waiting = departure.revocations.find(({ action }) => action.id === subject);
      const names = waiting ? proofWaitsWith(departure, waiting).map((id) => nameOf(departure, id, voice)) : [];
      return names.length === 0 ? voice.t('role.it') : voice.list(names.slice(0, 4));
    }
    case 'braked':
      return voice.t('brake.who');
    case 'residual-access':
    case 'activity':
    case 'plan-unresolved':
    case 'action-failed':
    case 'unchecked':
    case 'own-credential':
      return voice.t('role.it');
    case 'account-open':
      return voice.t(isHeldOpen(departure, alert) ? 'role.hr' : 'role.it');
  }
}

/** Why an account cannot be checked; null for other alerts, and once it could be. */
function uncheckedReason(departure: Departure, { kind, subject }: Alert): Words | null {
  if (kind !== 'unchecked') return null;
  const account = departure.accounts.find(({ system, id }) => `${system}/${id}` === subject);
  return account ? (uncheckedOf(departure, { system: account.system, accountId: account.id })?.reason ?? null) : null;
}

function wayForward(
  departure: Departure,
  alert: Alert,
  { reader, now, voice, reads }: { reader: Person; now: Instant; voice: Voice; reads: boolean },
): CardBlock | readonly CardBlock[] {
  const { id, kind, subject } = alert;
  const about = shownName(departure.leaver.name);
  switch (kind) {
    case 'unassigned': {
      const task = departure.tasks.find((one) => one.id === subject);
      if (!task) return actions(button(voice, act('departure.open', departure.id), 'button.open', { about }));
      const on = { target: task.id, seen: task.rev };
      const title = taskTitle(task, voice);
      const { manager, hr, admin } = audienceOf(departure, reader);
      return actions(
        button(voice, act('task.reassign', departure.id, on), 'button.nameSomeone', { style: 'primary', about: title }),
        // Only who holds its role can be named, and that may be nobody.
        task.approves !== undefined &&
          (manager || hr || admin) &&
          mayLeaveOut(departure, task, reader.id) &&
          button(voice, act('task.skip', departure.id, on), 'button.skip', { about: title }),
      );
    }
    case 'plan-unresolved':
      return actions(
        button(voice, act('access.replan', departure.id), 'button.askAgain', { style: 'primary', about }),
        ...adoptButtons(departure, subject, { reader, voice }),
        ...setAsideButtons(departure, subject, { reader, voice }),
        button(voice, act('access.review', departure.id), 'button.review', { about }),
      );
    case 'action-failed':
    case 'account-open': {
      // The buttons stand on the very message that rings.
      const reading = accessReading(departure, reader, now);
      const own = departure.revocations.filter(
        ({ action }) => action.id === subject || `${action.system}/${action.accountId}` === subject,
      );
      const problem = problemOf(departure, alert);
      const { it, admin } = audienceOf(departure, reader);
      return [
        ...failureBlocks(reading, own),
        ...manualBlocks(reading, own),
        ...acceptedBlocks(reading, own),
        ...unprovenBlocks(reading, own),
        actions(
          problem !== null &&
            button(voice, act('access.replan', departure.id), 'button.askAgain', { style: 'primary', about }),
          ...(problem === null ? [] : adoptButtons(departure, problem.system, { reader, voice })),
          button(voice, act('access.review', departure.id), 'button.review', { about }),
        ),
        // Whoever only hears of it has next steps of their own, above this message.
        ...(it || admin
          ? []
          : section(voice.t('departure.needsYou'), items(tasksBeside(departure, reader, voice, now)))),
      ];
    }
    case 'erasure-waits':
      return erasureActions(departure, reader, voice);
    case 'remote-waits': {
      const task = taskOfAlert(departure, subject);
      return task ? actions(...remoteActions(departure, task, { reader, voice })) : [];
    }
    case 'thing-lost': {
      const task = taskOfAlert(departure, subject);
      return task ? lostActions(departure, task, voice) : [];
    }
    case 'hold-waits':
    case 'hold-review': {
      const hold = holdOfAlert(departure, subject);
      return hold ? holdDecision(accessReading(departure, reader, now), hold) : [];
    }
    case 'braked':
      return brakeBlocks(accessReading(departure, reader, now));
    case 'appeared':
      // The message itself says that it appeared.
      return reads ? waitingBlocks(accessReading(departure, reader, now)) : [];
    case 'activity':
    case 'unchecked':
      return actions(
        button(voice, act('alert.acknowledge', departure.id, { target: id }), 'button.acknowledge', {
          style: 'primary',
          about,
        }),
        button(voice, act('access.review', departure.id), 'button.review', { about }),
      );
    case 'contact-open':
      return actions(
        button(voice, act('contact.open', departure.id), 'contact.change', { style: 'primary', about }),
        button(voice, act('departure.open', departure.id), 'button.open', { about }),
      );
    case 'mail-returned':
      return actions(
        button(voice, act('alert.acknowledge', departure.id, { target: id }), 'button.acknowledge', {
          style: 'primary',
          about,
        }),
        subject === departure.leaver.id &&
          departure.contact !== undefined &&
          button(voice, act('contact.open', departure.id), 'contact.change', { about }),
        button(voice, act('departure.open', departure.id), 'button.open', { about }),
      );
    case 'unreleased':
      return [
        ...releaseBlocks(departure, { reader, audience: audienceOf(departure, reader), voice, now, posted: null }),
        actions(button(voice, act('departure.open', departure.id), 'button.open', { about })),
      ];
    case 'residual-access': {
      const { hr, admin } = audienceOf(departure, reader);
      return actions(
        button(voice, act('access.review', departure.id), 'button.review', { style: 'primary', about }),
        // It may be meant: the person works here again. Who may say so once the run has begun, see `permissions`.
        (hr || admin) &&
          departure.status === 'active' &&
          button(voice, act('departure.retain', departure.id), 'button.retain', { about }),
      );
    }
    case 'cut-off-unconfirmed':
    case 'proof-waits':
    case 'own-credential':
      return actions(
        reads
          ? button(voice, act('access.review', departure.id), 'button.review', { style: 'primary', about })
          : button(voice, act('departure.open', departure.id), 'button.open', { about }),
      );
  }
}
