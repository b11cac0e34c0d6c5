import type { AlertCommand } from './alerts/commands.ts';
import type { AnnouncementCommand } from './announcement/commands.ts';
import type { BrakeCommand, BrakeReport } from './brake/commands.ts';
import type { CardReport } from './cards/commands.ts';
import type { ConfirmationCommand } from './confirmation/commands.ts';
import type { ContactCommand } from './contact/commands.ts';
import type { EquipmentCommand } from './equipment/commands.ts';
import type { ErasureCommand, ErasureReport } from './erasure/commands.ts';
import type { EvidenceReportCommand } from './evidence/events.ts';
import type { HoldCommand, HoldReport } from './hold/commands.ts';
import type { HrCommand, HrReport } from './hr/commands.ts';
import type { KeepsakeCommand } from './keepsake/commands.ts';
import type { KnowledgeCommand, KnowledgeReport } from './knowledge/commands.ts';
import type {
  DraftCommand,
  HrBeginCommand,
  LifecycleCommand,
  LifecycleReport,
  StartCommand,
} from './lifecycle/commands.ts';
import type { LookCommand, LookReport } from './looks/commands.ts';
import type { ActionCommand, RunReport } from './run/commands.ts';
import type { SessionCommand, SessionReport } from './sessions/commands.ts';
import type { SurveyCommand } from './survey/commands.ts';
import type { TaskCommand, TaskReport } from './tasks/commands.ts';
import type { MembershipCommand } from './waves/commands.ts';

/** What a person can ask of a departure that is there: the table of the rooms' commands. */
export type CommandOnDeparture =
  | DraftCommand
  | LifecycleCommand
  | TaskCommand
  | ConfirmationCommand
  | LookCommand
  | ActionCommand
  | BrakeCommand
  | AlertCommand
  | SurveyCommand
  | KnowledgeCommand
  | EquipmentCommand
  | SessionCommand
  | AnnouncementCommand
  | KeepsakeCommand
  | ContactCommand
  | HrCommand
  | HoldCommand
  | ErasureCommand
  | MembershipCommand;

/** Everything that can be asked of a departure by a person. */
export type PersonCommand = StartCommand | CommandOnDeparture;
export type PersonCommandType = PersonCommand['type'];

/** What the reconciler reports and asks; never from outside. `tick`: let it act on time alone. */
export type SystemCommand =
  | { type: 'tick' }
  | LookReport
  | RunReport
  | BrakeReport
  | CardReport
  | LifecycleReport
  | HrReport
  | KnowledgeReport
  | SessionReport
  | HoldReport
  | ErasureReport
  | TaskReport
  | EvidenceReportCommand;

/** What begins a departure: a person, or what an HR system says. */
export type BeginCommand = StartCommand | HrBeginCommand;

export type Command = PersonCommand | SystemCommand | HrBeginCommand;
