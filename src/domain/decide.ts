import type { z } from 'zod';
import { alertCommands } from './alerts/commands.ts';
import { decideAlerts } from './alerts/decide.ts';
import { announcementCommands } from './announcement/commands.ts';
import { decideAnnouncement } from './announcement/decide.ts';
import { brakeCommands, brakeReports } from './brake/commands.ts';
import { decideBrake, decideBrakeReport } from './brake/decide.ts';
import { byType, type Part } from './by-type.ts';
import { cardReports } from './cards/commands.ts';
import { decideCardReport } from './cards/decide.ts';
import type { Command, CommandOnDeparture, SystemCommand } from './command.ts';
import { confirmationCommands } from './confirmation/commands.ts';
import { decideConfirmation } from './confirmation/decide.ts';
import { contactCommands } from './contact/commands.ts';
import { decideContact } from './contact/decide.ts';
import type { DecideContext, Outcome, PersonContext } from './decision.ts';
import type { Departure } from './departure.ts';
import { equipmentCommands } from './equipment/commands.ts';
import { decideEquipment } from './equipment/decide.ts';
import { erasureCommands, erasureReports } from './erasure/commands.ts';
import { decideErasure, decideErasureReport } from './erasure/decide.ts';
import type { DepartureEvent } from './event.ts';
import { decideEvidenceReport } from './evidence/decide.ts';
import { evidenceReports } from './evidence/events.ts';
import { holdCommands, holdReports } from './hold/commands.ts';
import { decideHold, decideHoldReport } from './hold/decide.ts';
import { hrCommands, hrReports } from './hr/commands.ts';
import { decideHr, decideHrReport } from './hr/decide.ts';
import { keepsakeCommands } from './keepsake/commands.ts';
import { decideKeepsake } from './keepsake/decide.ts';
import { knowledgeCommands, knowledgeReports } from './knowledge/commands.ts';
import { decideKnowledge, decideKnowledgeReport } from './knowledge/decide.ts';
import { draftCommands, lifecycleCommands, lifecycleReports } from './lifecycle/commands.ts';
import { decideLifecycle, decideLifecycleReport } from './lifecycle/decide.ts';
import { decideDraft } from './lifecycle/decide-draft.ts';
import { decideHrBegin } from './lifecycle/decide-hr-begin.ts';
import { decideStart } from './lifecycle/decide-start.ts';
import { lookCommands, lookReports } from './looks/commands.ts';
import { decideLookCommand, decideLookReport } from './looks/decide.ts';
import { forbidden } from './people/permissions.ts';
import { happened, refuse } from './refusal.ts';
import { actionCommands, runReports } from './run/commands.ts';
import { decideAction } from './run/decide-action.ts';
import { decideRunReport } from './run/decide-report.ts';
import { sessionCommands, sessionReports } from './sessions/commands.ts';
import { decideSessionReport, decideSessions } from './sessions/decide.ts';
import { surveyCommands } from './survey/commands.ts';
import { decideSurvey } from './survey/decide.ts';
import { taskCommands, taskReports } from './tasks/commands.ts';
import { decideTask, decideTaskReport } from './tasks/decide.ts';
import { timedEvents } from './timed-events.ts';
import { membershipCommands } from './waves/commands.ts';
import { decideMembership } from './waves/decide.ts';

type Decide<Asked, Context> = (state: Departure, command: Asked, context: Context) => Outcome;

/**
 * What each command of a person leads to, once it is permitted: the table of the rooms' decisions. One that no room
 * takes does not compile.
 */
const decisions: Readonly<Record<CommandOnDeparture['type'], Decide<never, PersonContext>>> = {
  ...asked(draftCommands, decideDraft),
  ...asked(lifecycleCommands, decideLifecycle),
  ...asked(taskCommands, decideTask),
  ...asked(confirmationCommands, decideConfirmation),
  ...asked(lookCommands, decideLookCommand),
  ...asked(actionCommands, decideAction),
  ...asked(brakeCommands, decideBrake),
  ...asked(alertCommands, decideAlerts),
  ...asked(surveyCommands, decideSurvey),
  ...asked(knowledgeCommands, decideKnowledge),
  ...asked(equipmentCommands, decideEquipment),
  ...asked(sessionCommands, decideSessions),
  ...asked(announcementCommands, decideAnnouncement),
  ...asked(keepsakeCommands, decideKeepsake),
  ...asked(contactCommands, decideContact),
  ...asked(hrCommands, decideHr),
  ...asked(holdCommands, decideHold),
  ...asked(erasureCommands, decideErasure),
  ...asked(membershipCommands, decideMembership),
};

/** The same for what the reconciler reports. A result is taken only from whoever holds the lease. */
const reports: Readonly<Record<SystemCommand['type'], Decide<never, DecideContext>>> = {
  tick: (state, _, context) => happened(...tick(state, context)),
  ...reported(lookReports, decideLookReport),
  ...reported(runReports, decideRunReport),
  ...reported(brakeReports, decideBrakeReport),
  ...reported(cardReports, decideCardReport),
  ...reported(lifecycleReports, decideLifecycleReport),
  ...reported(hrReports, decideHrReport),
  ...reported(knowledgeReports, decideKnowledgeReport),
  ...reported(sessionReports, decideSessionReport),
  ...reported(holdReports, decideHoldReport),
  ...reported(erasureReports, decideErasureReport),
  ...reported(taskReports, decideTaskReport),
  ...reported(evidenceReports, decideEvidenceReport),
};

/** A room's line: its commands, and what takes exactly these. */
function asked<Schema extends Part>(commands: readonly Schema[], handler: Decide<z.infer<Schema>, PersonContext>) {
  return byType(commands, handler);
}

function reported<Schema extends Part>(commands: readonly Schema[], handler: Decide<z.infer<Schema>, DecideContext>) {
  return byType(commands, handler);
}

function isSystemCommand(command: Command): command is SystemCommand {
  return Object.hasOwn(reports, command.type);
}

/** Events, or why not. Pure: the same arguments give the same answer. */
export function decide(state: Departure | null, command: Command, context: DecideContext): Outcome {
  const { actor, now } = context;
  if (isSystemCommand(command)) {
    if (actor.type !== 'system') return refuse('not-permitted');
    // The tables hold under each type what takes its command; a look-up by the type of a union does not carry that
    // along.
    return state === null ? refuse('not-found') : reports[command.type](state, command as never, context);
  }
  if (command.type === 'hr.begin') return decideHrBegin(state, command, context);
  if (command.type === 'draft.start') return decideStart(state, command, context);
  if (state === null) return refuse('not-found');
  const refusal = forbidden(state, actor, command, now);
  if (refusal) return { type: 'refused', refusal };
  // `forbidden` lets only people through.
  if (actor.type !== 'person') return refuse('not-permitted');
  return decisions[command.type](state, command as never, { ...context, actor });
}

/** What time alone brings. */
function tick(state: Departure, context: DecideContext): DepartureEvent[] {
  const events = timedEvents(state, context)
    .filter(({ at }) => at <= context.now)
    .map(({ event }) => event)
    // Without the word of the brake nothing begins.
    .filter(({ type }) => type !== 'run-began' || context.gate?.type === 'open');
  // What else comes at the same instant may open something, so a departure completes only when nothing else does.
  const others = events.filter(({ type }) => type !== 'completed');
  return others.length > 0 ? others : events;
}
