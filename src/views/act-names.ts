import type { ActRef } from './card-view.ts';

/**
 * Everything a person can ask for by a click, a command or a submitted form. The comment of each says what its `ActRef` carries
 * (`target`, `seen`) and, when a form is submitted, which values come with it (ids in forms/fields.ts).
 * `departureId` is always set, except where it says "no departure".
 */
export const actNames = [
  // Commands and pages; no departure.
  /** `/offboard [@person]`: the words may hold one person. Opens `walkWhoForm`. */
  'start',
  /** `/offboard <words>` that was not understood, or `/offboard` with something after it: the words say what. */
  'command',
  /** Opens `helpForm`. */
  'help',
  /** Opens `statusForm` over the reader's departures. */
  'status',
  /**
   * The list of all planned departures, for HR and administrators. `target`: which page of which filters (`readFilters`); the first page of the
   * open ones without. Opens `departuresForm`.
   */
  'departures.list',
  /** Other filters. Values: listFields. Answers with `departuresForm`. */
  'departures.filter',
  /** Opens `settingsForm`. */
  'settings',
  /** Values: settingsFields. */
  'settings.save',
  /** Shows the home page again. */
  'home',
  /** `/offboard desk`: a link that lets the reader into the desk once. Opens `deskForm`. */
  'desk.open',

  // Waves; no departure. `target` is the wave's id, where there is one.
  /** `/offboard wave`: the reader's list, or the waves there are. Opens `waveForm`. */
  'wave',
  /** Opens `waveRowsForm`. */
  'wave.rows',
  /** Values: waveFields. Answers with `waveForm`. */
  'wave.rows.submit',
  /** Rows that cannot be departures are left out; `seen` is the digest of the list. */
  'wave.without',
  /** Throws the list away; has a confirm dialog. */
  'wave.discard',
  /** Plans a departure for everybody in the list; `seen` is its digest; has a confirm dialog. */
  'wave.begin',
  /** Shows the card of the wave. */
  'wave.show',
  /** Who is in it and when, a page at a time: `seen` is the page. Opens `wavePeopleForm`. */
  'wave.people',
  /** Opens `waveConfirmForm`; `seen` is the hash over all plans. */
  'wave.confirm',
  /** Values: waveConfirmFields; `seen` as in `wave.confirm`. */
  'wave.confirm.submit',

  // The review of accounts; no departure. `target` is the system and the finding's id, parted by a space, where it is about one finding.
  /** `/offboard review`: `seen` is the page of findings. Opens `reviewForm`. */
  'review',
  /** Begins one of all systems. */
  'review.begin',
  /** Calls the review `target` off; has a confirm dialog. */
  'review.cancel',
  /** Opens `reviewFindingForm`. */
  'review.finding',
  /** Whoever asks sees to it. */
  'review.take',
  /** Opens `reviewExceptForm`. */
  'review.except',
  /** Values: reviewExceptFields. */
  'review.except.submit',
  /** Takes back what was decided. */
  'review.undecide',
  /** Opens `walkWhoForm` with the person of the finding. */
  'review.depart',

  // The walk. Each page is submitted by the act of its own name; the answer is the next page.
  /**
   * The leaver, the kind or the contract was picked (values: walkWhoFields, walkKindFields): answer with `walkWhoForm` that echoes the
   * person. No departure yet, or the draft's. `target`, here and in `walk.who`, is what was written with the command, `seen` the id of
   * whom the page showed.
   */
  'walk.who.changed',
  /** Values: walkWhoFields, walkKindFields. No departure the first time; the draft's afterwards. */
  'walk.who',
  /**
   * A day, "At a set time" or "Now" was picked, or a fold opened (values: as `walk.day`; `target` says which folds are open): answer
   * with the same page, where what follows the last day has moved along. `seen`, here and in every act of the page, holds the dates that it showed
   * (`decodeDates`).
   */
  'walk.day.changed',
  /** Values: datesFields, walkThingsFields, walkPlaceFields. */
  'walk.day',
  /** Values: walkKeptFields; `target` is the first of the page where the list has several. */
  'walk.kept',
  /** The plan is accepted: start the departure. No values; `seen` is how many entries the draft's journal had. */
  'walk.submit',
  /** Go to the page in `target` (a WalkPage); values of the page being left, to be kept as far as they are valid, and its `seen`. */
  'walk.back',
  /** Continue a draft: answer with the first page that is not filled in. */
  'walk.resume',
  /** A page of the walk was left, with its values where the platform tells them: answer with a notice that says where the draft is. */
  'walk.later',
  /** Throw the draft away; has a confirm dialog. No departure: the first page was left, and nothing is there yet. */
  'walk.discard',
  /**
   * Asks the systems what the leaver owns and offers it as handovers: answer with `walkDayForm`. Values and `seen` as `walk.back`; `target`
   * as in `walk.day.changed`.
   */
  'handover.suggest',
  /** Opens `handoverForm` in the walk; `target` is the index in the draft, or `new`, with a proposed title after it. Values and `seen` as `walk.back`. */
  'handover.form',
  /** Values: handoverFields; `target` as in `handover.form`. Answer with `walkDayForm`. */
  'handover.save',
  /** Removes a handover of the draft: `target` is its index and title (`handoverTarget`). Values and `seen` as `walk.back`. Answer with `walkDayForm`. */
  'handover.remove',

  // The departure.
  /** Opens `departureForm`: where one departure stands, with everything its reader may do. */
  'departure.open',
  /** Opens `moreForm`: what can be done besides the buttons of the card. */
  'departure.more',
  /** Posts, or shows, the dated details. */
  'departure.details',
  /** Opens `rescheduleForm`. */
  'departure.reschedule',
  /** A day was picked (values: datesFields): answer with the same form, as `walk.day.changed` does. */
  'departure.reschedule.changed',
  /** Values: datesFields without `when` and `nowConfirmed`, `seen` as in `walk.day`: new dates are always set ones. Answer with `reschedulePreviewForm`. */
  'departure.reschedule.preview',
  /** `target` holds the dates (`decodeDates`), `seen` those that it had when they were shown; no values. */
  'departure.reschedule.submit',
  /** Opens `cancelForm`. */
  'departure.cancel',
  /** Values: reasonFields. */
  'departure.cancel.submit',
  /** Takes the cancellation back, within a minute. */
  'departure.undo-cancel',
  /** Opens `retainForm`. */
  'departure.retain',
  /** Values: reasonFields. */
  'departure.retain.submit',
  /** Opens `reopenForm`. */
  'departure.reopen',
  /** Values: reasonFields. */
  'departure.reopen.submit',
  /** Marks it complete; has a confirm dialog. */
  'departure.complete',
  /** Opens `handoverForm` for a departure that is under way. */
  'handover.add',
  /** Values: handoverFields. */
  'handover.add.submit',

  // Tasks: `target` is the task's id, `seen` its rev.
  'task.accept',
  /** Opens `declineForm`. */
  'task.decline',
  /** Values: reasonFields. */
  'task.decline.submit',
  /** Opens `completeForm`. */
  'task.complete',
  /** Values: completeFields. */
  'task.complete.submit',
  /** Opens `reassignForm`. */
  'task.reassign',
  /** Values: personFields. */
  'task.reassign.submit',
  /** Takes back, within a minute, that it is done or skipped. */
  'task.undo',
  /** Opens `checkForm`. */
  'task.check',
  /** Values: `completeFields.checked`. */
  'task.check.submit',
  /** What was brought as proof, and where more is brought. Opens `filesForm`. */
  'task.files',
  /** Takes one out; `target` is the task's id and the file's, parted by a slash; has a confirm dialog. */
  'task.files.remove',
  /** Of an optional step, by whoever has it. Opens `skipForm`. */
  'task.skip-own',
  /** Values: reasonFields. */
  'task.skip-own.submit',
  /** Of an approval. Opens `sendBackForm`. */
  'task.send-back',
  /** Values: reasonFields. */
  'task.send-back.submit',
  /** Opens `skipForm`. */
  'task.skip',
  /** Values: reasonFields. */
  'task.skip.submit',

  // Access: for the whole plan `seen` is the plan's hash; for one action `target` is its id and `seen` its rev.
  /** Shows the access plan to somebody who may see it. */
  'access.review',
  /** Confirms exactly the plan in `seen`; has a confirm dialog. */
  'access.confirm',
  /** Takes the reader's own confirmation back. */
  'access.withdraw',
  /** Asks every system again what would be done. */
  'access.replan',
  /** The organisation that answers in the system `target` is the right one; `seen` is its fingerprint; has a confirm dialog. */
  'access.adopt',
  /** Goes on without the system `target`, which could not tell everything; has a confirm dialog. */
  'access.set-aside',
  /** The click at the meeting: access ends now. `seen` is the plan's hash; has a confirm dialog. */
  'cut-off.release',
  'access.retry',
  /** Opens `handForm`. */
  'access.hand',
  /** Values: personFields. */
  'access.hand.submit',
  /** Opens `proveForm`. */
  'access.prove',
  /** Values: proveFields. */
  'access.prove.submit',
  /** Accepts, as the second person, what somebody did by hand; has a confirm dialog. */
  'access.accept-proof',
  /** Opens `waiveForm`. */
  'access.waive',
  /** Values: waiveFields. */
  'access.waive.submit',

  // Brakes.
  /** Releases, as one of two, what a brake holds of this departure; `seen` is the plan's hash; has a confirm dialog. */
  'brake.release',
  /** Opens `brakesForm`: everything that is held. No departure. */
  'brakes.open',
  /** Releases, as one of two, all that was shown; `seen` is its hash. No departure. */
  'brakes.release',

  /** Takes the alarm in `target` off, once a person has looked. */
  'alert.acknowledge',

  // Where the leaver is reached afterwards.
  /** Opens `contactForm`. */
  'contact.open',
  /** Values: contactFields. */
  'contact.save',
  /** Takes the address away; has a confirm dialog. */
  'contact.remove',
  /** Target: the instant at which the address was given. Only on the page of the question about it. */
  'contact.confirm',
  /** As `contact.confirm`. */
  'contact.deny',

  // Legal holds: `target` is the hold's id.
  /** Opens `holdForm`: the holds that stand, and a new one. No target. */
  'hold.open',
  /** Values: holdFields, reasonFields. No target. */
  'hold.ask',
  /** The second word; has a confirm dialog. */
  'hold.confirm',
  /** Opens `liftHoldForm`. */
  'hold.lift',
  /** Values: reasonFields. */
  'hold.lift.submit',
  /** The second word that it ends, or the first taken back; has a confirm dialog. */
  'hold.lift.confirm',
  /** It is still needed: HR is asked again in half a year. */
  'hold.review',

  // Erasing an ended departure before its time.
  /** Opens `erasureForm`. */
  'erasure.open',
  /** Values: reasonFields. */
  'erasure.ask',
  /** As the second person; has a confirm dialog. */
  'erasure.confirm',
  /** It is not erased before its time. */
  'erasure.withdraw',

  // What an HR system says. `seen` is the hash of the word that was answered, where there is one.
  /** Takes the draft up that an HR system began: answer with the page where it goes on. */
  'hr.take',
  /** Lets the manager know of that draft. */
  'hr.share',
  /** Discards that draft; has a confirm dialog. */
  'hr.dismiss',
  /** Shows what HR's dates would move: answers with `reschedulePreviewForm`, or on a draft with its page of dates. */
  'hr.dates',
  /** What was set here stands. */
  'hr.keep',
  /** The end was taken back, so the person stays; has a confirm dialog. */
  'hr.stays',
  /** Releases, as one of two, the list of `seen` that the brake of the HR feed holds; has a confirm dialog. No departure. */
  'hr-feed.release',
  /** Nothing of that list is drafted; has a confirm dialog. No departure. */
  'hr-feed.leave',
  /** The person is employed again: `target` is `go-on` or `stays`; has a confirm dialog. */
  'hr.settle',

  // What stays: the dossier. `target` is a topic's id, `seen` its rev.
  /** Opens `dossierForm`. */
  'dossier.open',
  /** Begins it with the template of the leaver's job. Answers with `dossierForm`. */
  'dossier.begin',
  /** The leaver's open questions. Opens `answerForm`. */
  'dossier.answer',
  /** Values: by the ids of the topics in `seen` (`decodeSeen`). Answers with `dossierForm`. */
  'dossier.answer.submit',
  /** Opens `topicForm`. */
  'topic.open',
  /** Opens `topicAddForm`. */
  'topic.add',
  /** Values: topicFields `title` and `category`. Answers with `dossierForm`. */
  'topic.add.submit',
  /** Opens `topicWriteForm`. */
  'topic.write',
  /** Values: topicFields `text`. Answers with `topicForm`. */
  'topic.write.submit',
  /** Opens `topicHeirForm`. */
  'topic.heir',
  /** Values: personFields, null for nobody. Answers with `topicForm`. */
  'topic.heir.submit',
  /** The heir's receipt for the text that they saw. */
  'topic.receive',
  /** Has a confirm dialog. */
  'topic.leave-out',

  // Equipment: `target` is the task of getting a thing back, `seen` the rev of its item.
  /** What was lent, and where each thing is on its way back. Opens `equipmentForm`. No target. */
  'equipment.list',
  /** Opens `equipmentItemForm`. */
  'equipment.open',
  /** How it comes back; `target` is the task and the way, parted by a slash. Answers with `equipmentItemForm`. */
  'equipment.way',
  /** Opens `equipmentShipForm`. */
  'equipment.ship',
  /** Values: equipmentFields `carrier` and `tracking`. */
  'equipment.ship.submit',
  /** Opens `equipmentLoseForm`. */
  'equipment.lose',
  /** Values: reasonFields. */
  'equipment.lose.submit',
  /** For HR. Opens `equipmentDecideForm`. */
  'equipment.decide',
  /** Values: equipmentFields `choice` and `amount`, reasonFields. */
  'equipment.decide.submit',
  /** That a device be locked or wiped; `target` is the task and `lock` or `wipe`, parted by a slash. Opens `equipmentRemoteForm`. */
  'equipment.remote',
  /** Values: reasonFields; `target` as in `equipment.remote`. */
  'equipment.remote.submit',
  /** The second word; has a confirm dialog. */
  'equipment.remote-confirm',
  /** Nobody wants it any more. */
  'equipment.remote-drop',
  /** Opens `equipmentAddForm`. No target. */
  'equipment.add',
  /** Values: equipmentFields. No target. */
  'equipment.add.submit',
  /** The page on which it is taken as a file. Opens `takeDossierForm`. */
  'dossier.take',

  /** Sends it to the wiki; has a confirm dialog. */
  'dossier.push',

  // Handover sessions: `target` is the session's id, `seen` its rev.
  /** Opens `sessionsForm`: those that are planned, and those that may be. No target. */
  'sessions.open',
  /** Plans what is proposed: `target` is the heir, `seen` what was shown of it (`seenOf`). Answers with `sessionsForm`. */
  'session.plan',
  /** Opens `sessionForm`. */
  'session.open',
  /** Opens `sessionMoveForm`. */
  'session.move',
  /** Values: sessionFields `day` and `time`. Answers with `sessionForm`. */
  'session.move.submit',
  /** Has a confirm dialog. Answers with `sessionsForm`. */
  'session.call-off',
  /** Its heir says that it took place. */
  'session.held',
  /** Opens `sessionNoteForm`. */
  'session.note',
  /** Values: sessionFields `notes` and `recording`. Answers with `sessionForm`. */
  'session.note.submit',

  /** `/offboard search <words>`, or values: searchFields. No departure. Opens `searchForm`. */
  'knowledge.search',
  /** `/offboard who has <words>`, or values: searchFields. No departure. Opens `whoHasForm`. */
  'knowledge.who-has',

  // What colleagues are told. `seen` is the rev of the announcement, 0 before there is one.
  /** Opens `announcementForm`. No `seen`. */
  'announcement.open',
  /** Values: announcementFields, `announcementTextField`, `announcementPlaceField`. */
  'announcement.submit',
  /** HR approves what waits. */
  'announcement.confirm',
  /** Nothing is told any more, and what stands is deleted; has a confirm dialog. */
  'announcement.take-back',

  // The card that teammates sign.
  /** For whoever leads: who was asked, who signed. Opens `keepsakeForm`. */
  'keepsake.open',
  /** Values: `keepsakeField`. Answers with `keepsakeForm`. */
  'keepsake.ask',
  /** Opens `greetingForm`. */
  'keepsake.sign',
  /** Values: greetingFields. */
  'keepsake.sign.submit',
  /** `target`: whose greeting is taken out; has a confirm dialog. */
  'keepsake.remove',

  // The exit survey.
  /** Opens `surveyForm`. */
  'survey.open',
  /** Values: by the ids of `surveyQuestions`. */
  'survey.submit',
  /** Opens `surveyResultsForm`: answers of one departure when it is set, themes over all when not. For HR. */
  'survey.results',
  /** Opens `themesForm`: what leavers speak of, over all departures. For HR. No departure. */
  'survey.themes',
] as const;

export type ActName = (typeof actNames)[number];

export function isActName(name: string): name is ActName {
  return (actNames as readonly string[]).includes(name);
}

/** The only way views make an ActRef, so that no button can carry a name nobody handles. */
export function act(
  name: ActName,
  departureId: string | null,
  carried: { target?: string; seen?: string | number } = {},
): ActRef {
  return {
    name,
    departureId,
    target: carried.target ?? null,
    seen: carried.seen === undefined ? null : String(carried.seen),
  };
}
