import type { Departure } from '../domain/departure.ts';
import { thingLabel } from '../domain/equipment/thing.ts';
import type { DepartureEvent } from '../domain/event.ts';
import type { EmploymentFact } from '../domain/hr/employment-fact.ts';
import { inEnglish } from '../domain/localized.ts';
import type { AccountUse } from '../domain/systems/account.ts';
import type { Evidence } from '../domain/systems/evidence.ts';
import type { SystemLook } from '../domain/systems/look.ts';
import { describeSession } from './describe-session.ts';

type NameOf = (id: string) => string;

/** Posting and updating cards: most of a journal, and of little interest to most readers. */
export function isAboutCards({ type }: DepartureEvent): boolean {
  return type === 'post-intended' || type === 'updates-intended' || type === 'posted' || type === 'post-failed';
}

/** One entry in words. What the leaver answered in the survey, and what a system held before, is left out. */
export function describeEvent(event: DepartureEvent, departure: Departure, nameOf: NameOf): string {
  const task = (id: string) => {
    const title = departure.tasks.find((one) => one.id === id)?.title ?? id;
    return `"${typeof title === 'string' ? title : title.en}"`;
  };
  const topic = (id: string) => {
    const title = departure.topics?.find((one) => one.id === id)?.title;
    return `"${title === undefined ? id : inEnglish(title)}"`;
  };
  const action = (id: string) => {
    const known = departure.revocations.find((one) => one.action.id === id)?.action;
    return known ? `${known.systemLabel}, ${known.accountLogin}: ${inEnglish(known.call)}` : id;
  };
  switch (event.type) {
    case 'drafted':
      return `began the departure of ${event.leaver.name}`;
    case 'draft-edited':
      return `filled in ${Object.keys(event.patch).join(', ') || 'the manager'}`;
    case 'planned':
      return `started it with flow ${event.flow.id} version ${event.flow.version}: ${event.tasks.length} tasks, ${event.actions.length} actions${event.kept.length > 0 ? `, ${event.kept.length} kept` : ''}, plan ${short(event.planHash)}; ${event.looks.map(lookWords).join('; ')}`;
    case 'plan-changed':
      return `asked every system again: ${event.actions.length} actions, plan ${short(event.planHash)}; ${event.looks.map(lookWords).join('; ')}`;
    case 'run-began':
      return `the confirmed run began${event.allowance ? `, with ${event.allowance.destructive} destructive calls and ${event.allowance.wipes} wipes of devices allowed` : ''}`;
    case 'run-braked':
      return `the confirmed run was held by the brake: ${event.cap}, ${event.counted} of ${event.limit}`;
    case 'brake-released': {
      const { by, wave, planHash } = event.release;
      return `${nameOf(by)} released the brake for plan ${short(planHash)}${wave === undefined ? '' : `, with the wave ${wave}`}`;
    }
    case 'brake-settled':
      return 'is not held by the brake any more: it is not to begin now';
    case 'wipes-allowed':
      return `${event.wipes} wipes of devices are allowed in all`;
    case 'looked':
      return `looked at ${lookWords(event.look)}${event.appeared.length > 0 ? `; appeared: ${event.appeared.map(({ id }) => id).join(', ')}` : ''}`;
    case 'tenant-adopted':
      return `said that ${event.to} is right for ${event.system} instead of ${event.from}: ${event.same ? 'the same organisation at another address' : 'another organisation'}`;
    case 'system-set-aside':
      return `goes on without ${event.system}, which could not tell everything`;
    case 'coverage-extended':
      return 'what appeared was confirmed too';
    case 'revocation-repeated':
      return `does ${action(event.actionId)} again: ${repeatWords(event.because)}`;
    case 'rescheduled':
      return `moved the dates: last day ${event.dates.lastWorkingDay.date}, access ends ${event.dates.cutOff.at}, plan ${short(event.planHash)}`;
    case 'task-added':
      return `added "${typeof event.task.title === 'string' ? event.task.title : event.task.title.en}"`;
    case 'task-offered':
      return `gave ${task(event.taskId)} to ${nameOf(event.to)}`;
    case 'task-accepted':
      return `accepted ${task(event.taskId)}`;
    case 'task-declined':
      return `${event.reason === '' ? `took ${task(event.taskId)} from ${nameOf(event.by)}, who is leaving too` : `declined ${task(event.taskId)}: ${event.reason}`}; ${event.next ? `next is ${nameOf(event.next)}` : 'nobody is left to ask'}`;
    case 'task-reassigned':
      return `gave ${task(event.taskId)} to ${event.to.name} instead`;
    case 'task-completed':
      return `finished ${task(event.taskId)}${late(event.late)}${event.condition ? `, condition ${event.condition}` : ''}${event.notes ? `: ${event.notes}` : ''}${event.signature ? `; signed by "${event.signature.name}" under ${event.signature.clauses.length} clauses, SHA-256 ${event.signature.digest}` : ''}`;
    case 'task-undone':
      return `took back what was said of ${task(event.taskId)}: it is ${event.status} as before`;
    case 'task-checked':
      return `ticked ${event.checked.length} of ${departure.tasks.find(({ id }) => id === event.taskId)?.checklist?.length ?? 0} parts of ${task(event.taskId)}`;
    case 'task-file-added':
      return `brought a file for ${task(event.taskId)}: ${event.file.type}, ${event.file.size} bytes, SHA-256 ${event.file.sha256}`;
    case 'task-file-removed':
      return `took a file out of ${task(event.taskId)} again`;
    case 'evidence-taken':
      return `the auditor of the invitation ${event.auditor} took evidence of it in a pack (${event.level})`;
    case 'task-file-opened':
      return `${nameOf(event.person)} opened a file of ${task(event.taskId)}`;
    case 'task-sent-back':
      return `sent back what ${task(event.taskId)} is about: ${event.reason}`;
    case 'task-skipped':
      return `left out ${task(event.taskId)}: ${event.reason === '' ? 'the step it follows from was left out' : event.reason}`;
    case 'task-reminded':
      return `reminder ${event.rung} for ${task(event.taskId)}${late(event.late)}`;
    case 'task-escalated':
      return `escalated ${task(event.taskId)} to ${event.to.map(nameOf).join(', ')}${late(event.late)}`;
    case 'access-confirmed':
      return `confirmed plan ${short(event.confirmation.planHash)} as ${event.confirmation.role}, valid until ${event.confirmation.expiresAt}`;
    case 'confirmation-withdrawn':
      return `took the confirmation of ${nameOf(event.by)} back`;
    case 'confirmation-expired':
      return `the confirmation of ${nameOf(event.by)} ran out`;
    case 'cut-off-released':
      return `released the cut-off with plan ${short(event.planHash)}`;
    case 'revocation-intended':
      return `${event.mode === 'act' ? `attempt ${event.attempt}` : 'read-back'} of ${action(event.actionId)}`;
    case 'revocation-recorded':
      return `${resultWords(event.result)} for ${action(event.actionId)}${late(event.late)}${evidenceWords('evidence' in event.result ? event.result.evidence : [])}`;
    case 'revocation-retried':
      return `asked for another try of ${action(event.actionId)}`;
    case 'revocation-handed':
      return `handed ${action(event.actionId)} to ${event.to.name}`;
    case 'revocation-proved':
      return `did ${action(event.actionId)} by hand, with proof: ${event.proof}${event.secondPerson ? '; a second person must accept it' : ''}`;
    case 'revocation-proof-accepted':
      return `accepted as the second person what was done by hand: ${action(event.actionId)}`;
    case 'revocation-disproved':
      return `does not believe the proof of ${action(event.actionId)}: the system lists it as open`;
    case 'revocation-waived':
      return `waived ${action(event.actionId)} ${event.until ? `until ${event.until}` : 'without end'}: ${event.reason}`;
    case 'waiver-expired':
      return `the waiver of ${action(event.actionId)} ran out`;
    case 'revocation-rechecked':
      return `day ${event.day}, ${event.result} for ${action(event.actionId)}${evidenceWords(event.evidence)}`;
    case 'account-rechecked':
      return event.checked
        .map((one) => `day ${one.day}, gone for ${action(one.actionId)}${evidenceWords(one.evidence)}`)
        .join('; ');
    case 'watched':
      return `looked for use of the accounts: ${event.uses.map(useWords).join(', ')}`;
    case 'run-ended':
      return 'every action has ended';
    case 'alert-raised':
      return `raised an alert: ${event.kind}, ${event.subject}`;
    case 'alert-cleared':
      return `the alert ${event.alertId} is over`;
    // The address itself is nobody's to read here.
    case 'contact-given':
      return 'gave an address at which the leaver is reached afterwards';
    case 'wave-left':
      return 'left out of its wave: it is confirmed by itself';
    case 'contact-removed':
      return 'removed the address at which the leaver is reached afterwards';
    case 'hr-told':
      return `${event.fact.label} says: ${factWords(event.fact)}`;
    case 'hr-employed-again':
      return `${event.fact.label} says that the person is employed again; what waits is held`;
    case 'hr-draft-taken':
      return `${nameOf(event.person)} prepares the departure from here on`;
    case 'hr-draft-shared':
      return 'let the manager know of the draft';
    case 'hr-kept':
      return 'kept what was set, against what HR says';
    case 'hr-again-settled':
      return event.choice === 'stays'
        ? 'stopped what waits: the person is employed again'
        : 'let it go on, although the person is employed again';
    case 'hold-asked':
      return `asked for a legal hold on ${event.hold.scope === 'person' ? 'the person' : 'this departure'}, to be looked at on ${event.hold.reviewOn}: ${event.hold.reason}`;
    case 'hold-confirmed':
      return 'put the legal hold as the second person';
    case 'hold-lapsed':
      return 'no second person spoke in time of the legal hold';
    case 'hold-lift-asked':
      return `asked that the legal hold be lifted: ${event.reason}`;
    case 'hold-lifted':
      return 'the legal hold is lifted';
    case 'hold-reviewed':
      return `the legal hold is still needed, to be looked at again on ${event.reviewOn}`;
    case 'hold-carried':
      return event.hold === null
        ? 'a legal hold on the person has ended'
        : `a legal hold on the person stands: ${event.hold.reason}`;
    case 'erasure-asked':
      return `asked that it be erased before its time: ${event.reason}`;
    case 'erasure-withdrawn':
      return 'it is not erased before its time';
    case 'erasure-began':
      return event.why === 'retention'
        ? 'its time has come: it is being erased'
        : 'decided as the second person that it be erased';
    case 'card-erased':
      return `${event.key.split('|')[0] ?? 'a card'} is ${event.outcome}`;
    case 'erasure-waits':
      return `a platform did not answer; the erasure goes on at ${event.until}`;
    case 'erasure-stopped':
      return 'the erasure stopped: a legal hold stands, or something is open again';
    case 'contact-confirmed':
      return 'confirmed that the address at which the leaver is reached afterwards is theirs';
    case 'contact-denied':
      return 'said at that address that it is not the leaver’s';
    case 'contact-reminded':
      return 'asked once more at the address at which the leaver is reached afterwards';
    case 'equipment-added':
      return `added ${thingLabel(event.thing)} to what is to be handed back`;
    case 'equipment-way-chosen':
      return `said that ${thingLabel(event.thing)} comes back by ${event.way}`;
    case 'equipment-shipped':
      return `said that ${thingLabel(event.thing)} was sent with ${event.carrier}, ${event.tracking}`;
    case 'equipment-lost':
      return `said that ${thingLabel(event.thing)} cannot be found: ${event.words}`;
    case 'equipment-decided':
      return `decided about ${thingLabel(event.thing)}: ${event.choice}${event.amount ? `, ${event.amount.amount} in the smallest unit of ${event.amount.currency}` : ''}: ${event.reason}`;
    case 'equipment-remote-asked':
      return `asked that ${thingLabel(event.thing)} be ${event.action === 'lock' ? 'locked' : 'wiped'}: ${event.reason}`;
    case 'equipment-remote-confirmed':
      return `agreed to it as the second person, for ${thingLabel(event.thing)}`;
    case 'equipment-remote-dropped':
      return `does not want ${thingLabel(event.thing)} locked or wiped any more`;
    case 'dossier-begun':
      return `began the dossier, with the ${event.plan.topics.length} topics of ${event.plan.template}`;
    case 'topic-added':
      return `added "${inEnglish(event.topic.title)}" to the dossier`;
    case 'topics-written':
      return `wrote ${event.texts.map(({ topicId }) => topic(topicId)).join(', ')} of the dossier`;
    case 'topic-assigned':
      return event.to === null
        ? `took the heir of ${topic(event.topicId)} away`
        : `named ${event.to.name} as heir of ${topic(event.topicId)}`;
    case 'topic-offered':
      return `handed ${topic(event.topicId)} to its heir`;
    case 'topic-received':
      return `gave the receipt for ${topic(event.topicId)}`;
    case 'topic-left-out':
      return `left ${topic(event.topicId)} out of the dossier`;
    case 'dossier-push-asked':
      return 'asked that the dossier be sent to the wiki';
    case 'dossier-push-intended':
      return 'is about to send the dossier to the wiki';
    case 'dossier-pushed':
      return 'the wiki has taken the dossier';
    case 'dossier-push-failed':
      return `the wiki did not take the dossier: ${inEnglish(event.because)}`;
    case 'dossier-asked':
      return `asked the leaver about ${event.topicIds.map(topic).join(', ')}`;
    case 'session-planned':
    case 'session-moved':
    case 'session-called-off':
    case 'session-held':
    case 'session-noted':
    case 'session-entry-intended':
    case 'session-entry-kept':
    case 'session-entry-failed':
      return describeSession(event, nameOf);
    case 'announcement-approved':
      return `approved what colleagues are told, in ${event.places.length} channels, ${event.at ?? 'at once'}`;
    case 'announcement-proposed':
      return `proposed what colleagues are told, in ${event.places.length} channels, ${event.at ?? 'at once'}`;
    case 'announcement-confirmed':
      return 'approved for HR what colleagues are told';
    case 'announcement-taken-back':
      return 'took back what colleagues are told';
    case 'keepsake-asked':
      return `asked ${event.people.map(({ name }) => name).join(', ')} to sign the farewell card`;
    case 'keepsake-signed':
      return 'signed the farewell card';
    case 'keepsake-removed':
      return `took the greeting of ${nameOf(event.signer)} out of the farewell card`;
    case 'survey-answered':
      return 'answered the exit survey';
    case 'post-intended':
      return `is about to post ${event.key.split('|')[0] ?? 'a card'} to ${nameOf(event.to)}`;
    case 'updates-intended':
      return `is about to update ${event.updates.map(({ key }) => key.split('|')[0] ?? 'a card').join(', ')}`;
    case 'posted':
      return `${event.key.split('|')[0] ?? 'a card'} stands in ${event.ref.channel} for ${nameOf(event.to)}`;
    case 'post-failed':
      return `${event.key.split('|')[0] ?? 'a card'} did not reach ${nameOf(event.to)}${event.unreachable ? `: ${inEnglish(event.unreachable)}` : ''}`;
    case 'post-mailed':
      return `sent ${event.key.split('|')[0] ?? 'a card'} to ${nameOf(event.to)} by mail, because its platform was down`;
    case 'post-returned':
      return `a mail server says that the mail with ${event.key.split('|')[0] ?? 'a card'} was not delivered to ${nameOf(event.to)}: ${event.code}`;
    case 'restored':
      return `was put back from a backup of ${event.takenAt}`;
    case 'completed':
      return 'completed the departure';
    case 'cancelled':
      return `cancelled the departure${event.reason ? `: ${event.reason}` : ''}`;
    case 'cancel-undone':
      return 'took the cancellation back: everything stands as before';
    case 'retained':
      return `the person stays: ${event.reason}`;
    case 'reopened':
      return `reopened the departure: ${event.reason}`;
  }
}

/** By which values a system was asked, and what came. */
function lookWords({ systemLabel, asked, accounts, problem }: SystemLook): string {
  const by = asked.length > 0 ? ` (asked by ${asked.map(inEnglish).join(', ')})` : '';
  if (problem) return `${systemLabel}${by}: ${inEnglish(problem.reason)}`;
  return `${systemLabel}${by}: ${accounts.length === 0 ? 'no account' : accounts.map(({ account }) => account.login).join(', ')}`;
}

function useWords({ system, told, usedAt }: AccountUse): string {
  return `${system} ${told ? (usedAt ? `last used at ${usedAt}` : 'tells of none') : 'did not tell'}`;
}

function repeatWords(because: Extract<DepartureEvent, { type: 'revocation-repeated' }>['because']): string {
  switch (because) {
    case 'was-open':
      return 'the account was open when it was called';
    case 'used':
      return 'the account was used';
    case 'came-back':
      return 'it is there again';
  }
}

type Result = Extract<DepartureEvent, { type: 'revocation-recorded' }>['result'];

function resultWords(result: Result): string {
  switch (result.status) {
    case 'verified':
    case 'accepted':
      return result.status;
    case 'failed':
      return `failed (${result.kind}: ${inEnglish(result.message)})`;
    case 'unknown':
      return `outcome unknown (${result.message})`;
    case 'manual':
      return `a person must do it (${inEnglish(result.message)})`;
  }
}

function evidenceWords(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return '';
  const lines = evidence.map(
    ({ method, url, http, requestId }) =>
      `${method} ${url} → ${http ?? 'no answer'}${requestId ? ` [${requestId}]` : ''}`,
  );
  return `; evidence: ${lines.join(' · ')}`;
}

function late(isLate: boolean): string {
  return isLate ? ', late' : '';
}

function short(hash: string): string {
  return hash.slice(0, 12);
}

function factWords({ status, end, move }: EmploymentFact): string {
  if (end !== null) return `${status}, the contract ends on ${end.contractEnd} (${end.reason})`;
  return move === null ? `${status}, no end` : `moves on ${move.on}`;
}
