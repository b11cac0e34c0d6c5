import type { Instant } from '../calendar/time.ts';
import type { PersonCommand, PersonCommandType } from '../command.ts';
import type { Departure } from '../departure.ts';
import { type DepartureStatus, departureStatusSchema } from '../departure.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Actor, CompanyRole } from './people.ts';
import { maySee } from './visibility.ts';

/**
 * How somebody relates to one departure. `assignee`: of the task, or of the manual action, that the
 * command is about; of a topic of the dossier or of a handover session, its heir; of the card that teammates sign,
 * whoever was asked to.
 */
export const relations = ['requester', 'manager', 'leaver', 'assignee', 'hr', 'it', 'admin'] as const;

export type Relation = (typeof relations)[number];

interface Rule {
  readonly in: readonly DepartureStatus[];
  readonly by: readonly Relation[];
  /** Who of these still may once the run has begun; left out: all of them. */
  readonly onceRunning?: readonly Relation[];
}

/** Who may accept what somebody else did by hand: whoever could have confirmed that the access ends. */
const proofReaders = ['hr', 'it', 'admin'] as const satisfies readonly CompanyRole[];

/** Nobody else knows of a draft. */
const author = ['requester'] as const;
/** Of a draft that an HR system began; the manager once they may know of it, see `maySee`. */
const takers = ['manager', 'hr', 'admin'] as const;
const leads = ['requester', 'manager', 'hr', 'admin'] as const;

/**
 * Whoever asked for a departure, and the manager whom they named in it, could otherwise stop a run half way and leave
 * the rest open. A role is given by `relais.yaml`, never by the walk.
 */
const stopsRuns = ['hr', 'admin'] as const;

/** Who knows what there is to know. */
const writers = ['requester', 'manager', 'leaver'] as const;
/** Who says how a thing comes back, that it was sent, or that it cannot be found. */
const returners = ['manager', 'leaver', 'assignee', 'hr', 'it', 'admin'] as const;
/** From its plan on, also once it has ended. */
const ended = ['completed', 'cancelled', 'retained'] as const;
const planned = ['active', 'completed', 'cancelled', 'retained'] as const;

/**
 * Who may do what in which state. The one table: every command is checked against it, docs and tests are made from it.
 */
export const permissions: Readonly<Record<Exclude<PersonCommandType, 'draft.start'>, Rule>> = {
  'draft.edit': { in: ['draft'], by: author },
  'draft.discard': { in: ['draft'], by: author },
  'plan.submit': { in: ['draft'], by: author },
  'departure.reschedule': { in: ['active'], by: leads },
  'departure.cancel': { in: ['active'], by: leads, onceRunning: stopsRuns },
  // Of these, whoever cancelled it, see `decideLifecycle`; of a task, whoever finished or skipped it.
  'departure.undo-cancel': { in: ['cancelled'], by: leads },
  'departure.retain': { in: ['active'], by: leads, onceRunning: stopsRuns },
  'departure.reopen': { in: ['completed', 'cancelled'], by: ['manager', 'hr', 'it', 'admin'] },
  'departure.complete': { in: ['active'], by: leads },
  'handover.add': { in: ['active'], by: leads },
  // Also of what gives access back once it was stopped, see `decideTask`.
  'task.accept': { in: ['active', 'cancelled', 'retained'], by: ['assignee'] },
  'task.decline': { in: ['active', 'cancelled', 'retained'], by: ['assignee'] },
  'task.complete': { in: ['active', 'cancelled', 'retained'], by: ['assignee', 'manager', 'hr', 'admin'] },
  'task.reassign': { in: ['active', 'cancelled', 'retained'], by: ['requester', 'manager', 'hr', 'it', 'admin'] },
  'task.check': { in: ['active', 'cancelled', 'retained'], by: ['assignee', 'manager', 'hr', 'admin'] },
  'task.attach': { in: ['active', 'cancelled', 'retained'], by: ['assignee', 'manager', 'hr', 'admin'] },
  // Of what one brought oneself only.
  'task.detach': { in: ['active', 'cancelled', 'retained'], by: ['assignee', 'manager', 'hr', 'admin'] },
  'task.skip': { in: ['active', 'cancelled', 'retained'], by: ['manager', 'hr', 'admin'] },
  // Of an optional step only.
  'task.skip-own': { in: ['active', 'cancelled', 'retained'], by: ['assignee'] },
  // Of an approval only.
  'task.send-back': { in: ['active', 'cancelled', 'retained'], by: ['assignee'] },
  'task.undo': { in: ['active', 'cancelled', 'retained'], by: ['assignee', 'manager', 'hr', 'admin'] },
  'access.confirm': { in: ['active'], by: ['hr', 'it', 'admin'] },
  'access.withdraw': { in: ['active'], by: ['hr', 'it', 'admin'] },
  'access.replan': { in: ['active', 'completed'], by: ['requester', 'manager', 'hr', 'it', 'admin'] },
  'access.set-aside': { in: ['active'], by: ['it', 'admin'] },
  'cut-off.release': { in: ['active'], by: leads },
  'access.retry': { in: ['active'], by: ['it', 'admin'] },
  'access.hand': { in: ['active'], by: ['it', 'admin'] },
  'access.prove': { in: ['active'], by: ['assignee', 'it', 'admin'] },
  'access.accept-proof': { in: ['active'], by: proofReaders },
  'access.waive': { in: ['active'], by: ['it', 'admin'] },
  'brake.release': { in: ['active'], by: ['hr', 'it', 'admin'] },
  'alert.acknowledge': { in: ['active', 'completed'], by: ['hr', 'it', 'admin'] },
  'contact.give': { in: ['active', 'completed'], by: ['leaver', 'hr', 'admin'] },
  'contact.remove': { in: ['active', 'completed'], by: ['leaver', 'hr', 'admin'] },
  'hr.take': { in: ['draft'], by: takers },
  'hr.share': { in: ['draft'], by: ['hr', 'admin'] },
  'hr.dismiss': { in: ['draft'], by: ['hr', 'admin'] },
  'hr.keep': { in: ['draft', 'active'], by: leads },
  'hr.settle': { in: ['active', 'completed'], by: ['hr', 'admin'] },
  // Two people together, one of them HR, see `decideHold`. What ended may still be needed.
  'hold.ask': { in: planned, by: ['hr', 'admin'] },
  'hold.confirm': { in: planned, by: ['hr', 'it', 'admin'] },
  'hold.lift': { in: planned, by: ['hr', 'it', 'admin'] },
  'hold.review': { in: planned, by: ['hr', 'admin'] },
  // Before its time, by two people of whom one is HR, see `decideErasure`.
  'erasure.ask': { in: ended, by: ['hr', 'admin'] },
  'erasure.confirm': { in: ended, by: ['hr', 'admin'] },
  'erasure.withdraw': { in: ended, by: ['hr', 'admin'] },
  // Asked at that address alone, see `contactHandlers`.
  'contact.confirm': { in: ['active', 'completed'], by: ['leaver'] },
  'contact.deny': { in: ['active', 'completed'], by: ['leaver'] },
  // Whoever confirms a wave may leave somebody out of it.
  'wave.leave': { in: ['active'], by: ['hr', 'it', 'admin'] },
  'dossier.begin': { in: ['active'], by: leads },
  'topic.add': { in: ['active'], by: writers },
  // Of a topic, its heir is the assignee: what was handed to somebody is theirs to keep true.
  'topic.write': { in: ['active'], by: ['requester', 'manager', 'leaver', 'assignee'] },
  'topic.assign': { in: ['active'], by: ['requester', 'manager', 'leaver', 'hr', 'admin'] },
  'topic.receive': { in: ['active', 'completed'], by: ['assignee'] },
  'topic.leave-out': { in: ['active'], by: writers },
  'equipment.add': { in: ['active'], by: ['requester', 'manager', 'hr', 'it', 'admin'] },
  // Of a thing, whoever gets it back is the assignee of its task.
  'equipment.way': { in: ['active'], by: returners },
  'equipment.ship': { in: ['active'], by: returners },
  'equipment.lose': { in: ['active'], by: returners },
  // What somebody owes is HR's to decide, and nobody else's.
  'equipment.decide': { in: ['active'], by: ['hr'] },
  // Two people together, see `decideEquipment`.
  'equipment.remote-ask': { in: ['active'], by: ['hr', 'it', 'admin'] },
  'equipment.remote-confirm': { in: ['active'], by: ['hr', 'it', 'admin'] },
  'equipment.remote-drop': { in: ['active'], by: ['hr', 'it', 'admin'] },
  // A wiki is read by many: whoever leads decides, and not whoever leaves.
  'dossier.push': { in: ['active', 'completed'], by: leads },
  'session.plan': { in: ['active'], by: writers },
  'session.move': { in: ['active'], by: [...writers, 'assignee'] },
  'session.call-off': { in: ['active'], by: [...writers, 'assignee'] },
  // Nobody else can say that they were handed something.
  'session.confirm-held': { in: ['active', 'completed'], by: ['assignee'] },
  'session.note': { in: ['active', 'completed'], by: ['requester', 'manager', 'assignee'] },
  // HR approves what somebody else proposed, see `decideAnnouncement`.
  'announcement.approve': { in: ['active', 'completed'], by: leads },
  'announcement.confirm': { in: ['active', 'completed'], by: ['hr'] },
  'announcement.take-back': { in: ['active', 'completed'], by: leads },
  'keepsake.ask': { in: ['active'], by: leads },
  // Whoever was asked to sign is the assignee.
  'keepsake.sign': { in: ['active'], by: ['assignee'] },
  // Of what one wrote oneself, or by whoever leads, see `decideKeepsake`.
  'keepsake.remove': { in: ['active', 'completed'], by: [...leads, 'assignee'] },
  'survey.answer': { in: ['active', 'completed'], by: ['leaver'] },
};

/** All the ways in which the actor relates to the departure and to what the command is about. */
function relationsOf(
  departure: Departure,
  actor: Actor & { type: 'person' },
  command: PersonCommand,
): ReadonlySet<Relation> {
  const found = new Set<Relation>();
  if (isAssignee(departure, actor.id, command)) found.add('assignee');
  // Whoever leaves keeps only their own tasks and survey, whatever else they are in the company.
  if (actor.id === departure.leaver.id) return found.add('leaver');
  if (actor.id === departure.requester) found.add('requester');
  if (actor.id === departure.manager) found.add('manager');
  for (const role of actor.roles) found.add(role);
  return found;
}

function isAssignee(departure: Departure, person: string, command: PersonCommand): boolean {
  if (command.type === 'keepsake.sign' || command.type === 'keepsake.remove')
    return departure.keepsake?.asked.includes(person) ?? false;
  if ('taskId' in command)
    return departure.tasks.some((task) => task.id === command.taskId && task.assignee === person);
  if ('actionId' in command)
    return departure.revocations.some(({ action, handed }) => action.id === command.actionId && handed?.to === person);
  if (command.type === 'topic.write') return command.texts.every(({ topicId }) => isHeir(departure, person, topicId));
  if ('topicId' in command) return isHeir(departure, person, command.topicId);
  if ('sessionId' in command)
    return (departure.sessions ?? []).some(({ id, heir }) => id === command.sessionId && heir === person);
  return false;
}

/** Of a topic that may be read: what was not handed over yet is nobody's. */
function isHeir({ topics = [] }: Departure, person: string, topicId: string): boolean {
  return topics.some(({ id, heir, offeredAt }) => id === topicId && heir === person && offeredAt !== null);
}

/**
 * One cell of the table: whether this relation may give this command in this status, before the run has begun or once
 * it has.
 */
export type Permitted = (
  type: keyof typeof permissions,
  relation: Relation,
  at: { status: DepartureStatus; running: boolean },
) => boolean;

export const isPermitted: Permitted = (type, relation, { status, running }) => {
  const rule: Rule = permissions[type];
  const by = running ? (rule.onceRunning ?? rule.by) : rule.by;
  return rule.in.includes(status) && by.includes(relation);
};

/**
 * Null when permitted. Whoever may not see the departure is told that there is none. `permitted` is the table; tests
 * give altered ones.
 */
export function forbidden(
  departure: Departure,
  actor: Actor,
  command: PersonCommand,
  now: Instant,
  permitted: Permitted = isPermitted,
): Refusal | null {
  if (actor.type === 'system' || command.type === 'draft.start') return refuse('not-permitted').refusal;
  if (!maySee(departure, actor, now)) return refuse('not-found').refusal;
  const { type } = command;
  const { status } = departure;
  const found = [...relationsOf(departure, actor, command)];
  const may = (at: { status: DepartureStatus; running: boolean }) => found.some((one) => permitted(type, one, at));
  if (may({ status, running: departure.runStartedAt !== null })) return null;
  if (may({ status, running: false })) return refuse('stop-needs-role').refusal;
  const elsewhere = departureStatusSchema.options.some((other) => may({ status: other, running: false }));
  return elsewhere ? refuse('wrong-status', { status }).refusal : refuse('not-permitted').refusal;
}

/**
 * Who may begin a departure: HR, admins and the person's recorded manager. Where no manager is recorded it is HR's to
 * begin: whoever begins one is shown the person's accounts.
 */
export function mayStart(actor: Actor & { type: 'person' }, leaver: { id: string; managerId: string | null }): boolean {
  if (actor.id === leaver.id) return false;
  return actor.roles.includes('hr') || actor.roles.includes('admin') || leaver.managerId === actor.id;
}
