import type { Logger } from 'pino';
import type { HolidayCalendar } from '../domain/calendar/business-days.ts';
import type { FiguresSettings } from '../domain/figures/figures-settings.ts';
import type { Flow } from '../domain/flow/flow.ts';
import type { DossierTemplates } from '../domain/knowledge/dossier-template.ts';
import type { ChannelId } from '../domain/people/people.ts';
import type { Retention } from '../domain/retention/retention.ts';
import type { SurveySettings } from '../domain/survey/survey-settings.ts';
import type { SystemGates } from './access/system-gates.ts';
import type { AlumniSettings } from './alumni/alumni-settings.ts';
import type { AuditorSettings } from './auditors/auditor-settings.ts';
import type { BrakeLimits } from './brakes/limits.ts';
import type { CriticalPostsSettings } from './brand/brand-settings.ts';
import type { ContractSettings } from './contracts/contract-settings.ts';
import type { Metrics } from './metrics.ts';
import type { KnownLeaving } from './people/known-leaving.ts';
import type { Settings } from './people/settings.ts';
import type { SharedAccountSettings } from './people/shared-accounts.ts';
import type { AlumniPages } from './ports/alumni-pages.ts';
import type { AuditPages } from './ports/audit-pages.ts';
import type { Calendar } from './ports/calendar.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Connector } from './ports/connector.ts';
import type { DeskPages } from './ports/desk-pages.ts';
import type { Directory } from './ports/directory.ts';
import type { DossierPages } from './ports/dossier-pages.ts';
import type { DossierWiki } from './ports/dossier-wiki.ts';
import type { EvidencePages } from './ports/evidence-pages.ts';
import type { FilePages } from './ports/file-pages.ts';
import type { HrFile } from './ports/hr-file.ts';
import type { ListPages } from './ports/list-pages.ts';
import type { Scheduler } from './ports/scheduler.ts';
import type { Store } from './ports/store.ts';
import type { PeopleTold } from './reviews/people-told.ts';
import type { ReviewSettings } from './reviews/review-settings.ts';
import type { Turns } from './turns.ts';

/** Everything the engine works with; given once, by the composition root or a test. */
export interface EngineDeps {
  store: Store;
  scheduler: Scheduler;
  clock: Clock;
  calendar: HolidayCalendar;
  channels: ReadonlyMap<ChannelId, Channel>;
  /** Ways into people's calendars, in the order in which they are asked whom they serve; none, where it is left out. */
  calendars?: readonly Calendar[];
  connectors: ReadonlyMap<string, Connector>;
  directory: Directory;
  /** What people chose for themselves; the directory knows of it. */
  settings: Settings;
  flows: readonly Flow[];
  /** What a dossier begins with, by the leaver's job. */
  dossierTemplates: DossierTemplates;
  /** The HR systems that are read; none, where it is left out. */
  hrSources?: readonly { id: string; label: string }[];
  /** Where files are brought and opened; left out where people cannot reach any page. */
  filePages?: FilePages;
  /** Where lists are brought as files; left out in the same case. */
  listPages?: ListPages;
  /** HR systems that are read from a file, which a person may replace; none, where it is left out. */
  hrFiles?: readonly HrFile[];
  /** Where dossiers are taken as files; left out in the same case. */
  dossierPages?: DossierPages;
  /** What the organisation says of money, and its goals; nothing, where it is left out. */
  figures?: FiguresSettings;
  /** The way to the desk; left out where people cannot reach any page. */
  deskPages?: DeskPages;
  /** Where auditors read; left out in the same case. */
  auditPages?: AuditPages;
  /** Where packs of evidence are taken; left out in the same case. */
  evidencePages?: EvidencePages;
  /** How auditors are invited; left out, by the settings that nobody changed. */
  auditors?: AuditorSettings;
  /** Where dossiers are sent that belong into a wiki; left out where none is set. */
  dossierWiki?: DossierWiki;
  /** The caps of `relais.yaml`; what is used of them stands in the store. */
  brakes: BrakeLimits;
  /** How what leavers wrote is read as themes; left out, by the rules that come with Relais. */
  survey?: SurveySettings;
  /** How long what is kept of departures that have ended; left out, nothing is erased by time. */
  retention?: Retention;
  /** Accounts that speak for the company; none, where it is left out. */
  sharedAccounts?: SharedAccountSettings;
  /** Who decides about public posts that are critical; nobody, where it is left out. */
  criticalPosts?: CriticalPostsSettings;
  /** Which leavers are asked whether they wish to stay in touch; nobody, where it is left out. */
  alumni?: AlumniSettings;
  /** The mails and pages of those who do; left out where nothing sends mails. */
  alumniPages?: AlumniPages;
  /** When sponsors are asked about contracts for a time; left out, by the settings that nobody changed. */
  contracts?: ContractSettings;
  /** How accounts are reviewed; left out, by the settings that nobody changed. */
  review?: ReviewSettings;
  /** Who works here, by the sources of people; left out, nobody tells. */
  peopleTold?: PeopleTold;
  /** What people call it. */
  organisationName: string;
  /** How long a chat platform may be down until cards that matter go by mail, in milliseconds; null: they never do. */
  mailsAfter: number | null;
  metrics: Metrics;
  log: Logger;
  /** Made with the engine, and as long-lived: who waits for a system, who waits for a departure, and who is leaving. */
  gates: SystemGates;
  turns: Turns;
  leaving: KnownLeaving;
  /** A new departure's id; random, unguessable. */
  newId(): string;
}
