import type { Language } from '../../domain/localized.ts';

/**
 * The ids of every form's fields: the keys of the submitted values, and where errors are answered. All values are text
 * as typed (people by Relais' PersonId, days `YYYY-MM-DD`, times `HH:mm`); what was left empty is null; `choices` is a
 * list. `survey.submit` has the ids of `surveyQuestions`: scales are `1` to `5`, the recommendation `0` to `10`, all
 * may be null.
 */

/** `walk.who`, with `walkKindFields` once the leaver is known. */
export const walkWhoFields = {
  /** PersonId, required. */
  leaver: 'leaver',
  /**
   * PersonId of the manager who steers the departure; required once the leaver is known. Absent on the first page
   * shown.
   */
  manager: 'manager',
  /**
   * Further addresses of the person and an employee number, parted by spaces, commas or lines; absent on the first page
   * shown.
   */
  alsoKnownAs: 'alsoKnownAs',
} as const;

/** `walk.who`: absent on the first page shown. */
export const walkKindFields = {
  /** A DepartureKind, required. */
  kind: 'kind',
  /** A WorkerType, required. */
  workerType: 'workerType',
  /** A flow's id; only there when several flows fit kind and worker type. */
  flow: 'flow',
} as const;

/** `walk.day` and `departure.reschedule.preview`; in the walk all but the first stand in a fold. */
export const datesFields = {
  /** Day, required. */
  lastWorkingDay: 'lastWorkingDay',
  /** Day, required. */
  contractEnd: 'contractEnd',
  /** IANA zone in which the two days, and the cut-off, are meant; required. */
  zone: 'zone',
  /** `scheduled` or `now`, required; absent (then it is scheduled) when the flow's access ends at a click. */
  when: 'when',
  /** Day; only there, and required, when scheduled. */
  cutOffDate: 'cutOffDate',
  /** Time; only there, and required, when scheduled. */
  cutOffTime: 'cutOffTime',
  /** `['confirmed']` when ticked; only there when `now`. The cut-off is then the instant of the submission. */
  nowConfirmed: 'nowConfirmed',
} as const;

/** `collected.several.submit`: lines of the page by their place, or `all`; beside it notes, a reason or a person. */
export const collectedSeveralFields = { chosen: 'chosen' } as const;

/** `handover.save` and `handover.add.submit`. */
export const handoverFields = {
  /** Up to 150 characters, required. */
  title: 'title',
  /** Up to 2,000 characters; null: none. */
  notes: 'notes',
  /** PersonId, required. */
  to: 'to',
  /** PersonId or null. */
  fallback: 'fallback',
  /** Day, required. */
  dueDate: 'dueDate',
} as const;

/** `walk.day`; one thing a line, up to 30 lines of 150 characters (`linesOf`). */
export const walkThingsFields = { equipment: 'equipment', credentials: 'credentials' } as const;

/** `walk.day`, in a fold: a private channel by the platform's id; null: the manager's direct messages. */
export const walkPlaceFields = { cardChannel: 'cardChannel' } as const;

/** `alumni.submit`. */
export const alumniFields = {
  /** AlumniPurposes. */
  purposes: 'purposes',
  /** An address of their own, required. */
  email: 'email',
  /** A RehireWish, or null. */
  rehire: 'rehire',
} as const;

/** `alumni.referral.submit`. */
export const referralFields = {
  /** A ReferralState, required. */
  state: 'state',
  /** Up to 100 characters, or null. */
  reward: 'reward',
  /** `['given']` when ticked. */
  rewarded: 'rewarded',
} as const;

/** `contact.save`: an e-mail address. */
export const contactFields = { email: 'email' } as const;

/** `hold.ask`, with `reasonFields`. */
export const holdFields = {
  /** `departure` or `person`, required. */
  scope: 'scope',
  /** Day, required. */
  reviewOn: 'reviewOn',
} as const;

/** `walk.day`, where a system hands something over: PersonId, or null for the manager. */
export const walkHeirFields = { heir: 'heir' } as const;

/** `walk.day`, in a fold: PersonId of whoever takes over in this system alone; null: as everywhere. */
export function heirFieldOf(system: string): string {
  return `heir-${system}`;
}

/** `walk.day`, in the same fold: when people hear of it. The leaver's are absent of a confidential departure. */
export const walkHearsFields = {
  /** `flow`, `at-once`, `team-told` or `day`. */
  leaver: 'hearsLeaver',
  /** Day; required when `day` is chosen. */
  day: 'hearsDay',
  /** `at-once` or `team-told`; absent where the flow has no step that tells the team. */
  teammates: 'hearsTeammates',
} as const;

/** `walk.kept`: ids of actions to take out of the plan of an internal move. */
export const walkKeptFields = { kept: 'kept' } as const;

/**
 * `task.decline.submit`, `task.skip.submit`, `task.skip-own.submit`, `task.send-back.submit`,
 * `departure.cancel.submit`, `departure.retain.submit`, `departure.reopen.submit`.
 */
export const reasonFields = {
  /** 3 to 500 characters, required. */
  reason: 'reason',
} as const;

/** `task.complete.submit`; `task.check.submit` with `checked` only. */
export const completeFields = {
  /** Which parts of the checklist are ticked, by their place from 0; only there when the step has one. */
  checked: 'checked',
  /** Up to 2,000 characters; required when the task asks for a note. */
  notes: 'notes',
  /** The signer's name, up to 120 characters; only there, and required, for what is signed. */
  signature: 'signature',
  /** `good`, `worn`, `damaged` or `missing`; only there, and required, for equipment. */
  condition: 'condition',
} as const;

/**
 * `equipment.ship.submit`, `equipment.decide.submit` and `equipment.add.submit`; the last two with `reasonFields` where
 * they ask why.
 */
export const equipmentFields = {
  /** 2 to 60 characters, required. */
  carrier: 'carrier',
  /** 4 to 60 characters, required. */
  tracking: 'tracking',
  /** A LossDecision, required. */
  choice: 'choice',
  /** An amount with its currency, or empty. */
  amount: 'amount',
  /** A ThingKind, required. */
  kind: 'kind',
  /** 1 to 100 characters, required. */
  name: 'name',
  /** Up to 45 characters. */
  serial: 'serial',
  /** An amount with its currency, or empty. */
  value: 'value',
  /** `new`, `good`, `worn`, `damaged`, or null. */
  condition: 'condition',
} as const;

/** `topic.write.submit`, `topic.add.submit`; `dossier.answer.submit` has the ids of its topics. */
export const topicFields = {
  /** Up to 3,000 characters, required. */
  text: 'text',
  /** 3 to 150 characters, required. */
  title: 'title',
  /** A TopicCategory, required. */
  category: 'category',
} as const;

/** `session.move.submit`, `session.note.submit`. */
export const sessionFields = {
  /** Day and time on the reader's clock, required. */
  day: 'day',
  time: 'time',
  /** Up to 3,000 characters. */
  notes: 'notes',
  /** An address that begins with `https:`. */
  recording: 'recording',
} as const;

/** `announcement.submit`, with a text for each language and three channels. */
export const announcementFields = {
  /** Ids of handovers; only there where there are any. */
  handovers: 'handovers',
  /** Day and time on the clock of whoever submits, both or none. */
  date: 'date',
  time: 'time',
} as const;

/** `announcement.submit`: up to 2,000 characters, or null: not told in that language. */
export function announcementTextField(language: Language): string {
  return `text-${language}`;
}

/** `announcement.submit`: a channel by the platform's id, or null; absent where no platform is there to name one. */
export function announcementPlaceField(index: number): string {
  return `channel-${index + 1}`;
}

/** `keepsake.ask`: PersonId or null. */
export function keepsakeField(index: number): string {
  return `person-${index + 1}`;
}

/** `keepsake.sign.submit`: 2 to 250 characters, required. */
export const greetingFields = { text: 'text' } as const;

/** `survey.submit`: the answer to a question of the company's own, by its id. */
export function ownQuestionField(id: string): string {
  return `own-${id}`;
}

/** `knowledge.search` and `knowledge.who-has`: up to 200 characters. */
export const searchFields = { words: 'words' } as const;

/** `settings.save`. */
export const settingsFields = {
  /** `auto`, `en` or `fr`, required. */
  locale: 'locale',
  /** `auto`, `slack` or `teams`; only there for whoever is on both. */
  channel: 'channel',
  /** Time, or null: with the first reminder of the day. */
  digestAt: 'digestAt',
  /** Times, both or none. */
  quietFrom: 'quietFrom',
  quietTo: 'quietTo',
} as const;

/** `departures.filter`. */
export const listFields = {
  /** `open` or `closed`, required. */
  state: 'state',
  /** A DepartureKind, or `any`. */
  kind: 'kind',
  /** PersonId, or null for all. */
  manager: 'manager',
  /** Days between which the last working day lies; null: no bound. */
  from: 'from',
  to: 'to',
  /** `['late']` when ticked. */
  late: 'late',
} as const;

/** `task.reassign.submit` and `access.hand.submit`. */
export const personFields = {
  /** PersonId, required. */
  to: 'to',
} as const;

/** `access.prove.submit`. */
export const proveFields = {
  /** 3 to 2,000 characters, required. */
  proof: 'proof',
} as const;

/** `access.waive.submit`. */
export const waiveFields = {
  /** 3 to 500 characters, required. */
  reason: 'reason',
  /** Day, or null for no end. The waiver ends with that day on the clock of whoever waives. */
  until: 'until',
} as const;

/** The pages of the walk, in order; `walk.back` carries one. `kept` is there for an internal move only. */
export const walkPages = ['who', 'day', 'kept', 'plan'] as const;
export type WalkPage = (typeof walkPages)[number];

/** What a text area with one thing a line holds: trimmed, without empty lines and repeats. */
export function linesOf(text: string | null): string[] {
  return [...new Set((text ?? '').split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '');
}

/** The list of a wave: rows as pasted, and what holds for rows that say nothing else. */
export const waveFields = {
  title: 'title',
  lastDay: 'lastDay',
  time: 'time',
  /** A flow's id. */
  flow: 'flow',
  rows: 'rows',
} as const;

export const waveConfirmFields = {
  /** Addresses, one a line, of whoever is left out. */
  leaveOut: 'leaveOut',
} as const;

/** `post.tell.submit` (`what`, `url`), and `post.decide` (`choice`) with `reasonFields`. */
export const postFields = {
  /** 3 to 500 characters, required. */
  what: 'what',
  /** An address of http or https, or empty. */
  url: 'url',
  /** One of `postChoices`, required. */
  choice: 'choice',
} as const;

/** `auditor.invite.submit`. */
export const auditorFields = {
  /** What the auditor is called, 2 to 100 characters, required. */
  name: 'name',
  /** Somebody whom the directory knows, or nobody. */
  person: 'person',
  /** Days, required: the departures that began between them are seen. */
  from: 'from',
  to: 'to',
  /** Day, required: the last one on which anything is seen. */
  until: 'until',
  /** One of `localeSchema`, required. */
  locale: 'locale',
} as const;

/** `evidence.submit`. */
export const evidenceFields = {
  /** Days, required where it is about no departure: those on which the departures began. */
  from: 'from',
  to: 'to',
  /** One of `levelSchema`, required. */
  level: 'level',
} as const;

/** `contract.extend.submit`, with `reasonFields`. */
export const contractFields = {
  /** Day, required: the last day of the contract from now on. */
  until: 'until',
} as const;

/** `review.except.submit`. */
export const reviewExceptFields = {
  /** 3 to 500 characters, required. */
  reason: 'reason',
  /** Day, required: the exception ends with it, on the clock of whoever makes it. */
  until: 'until',
} as const;
