/** One departure, and its tasks. */
export const departureActs = [
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
  /**
   * Values: datesFields without `when` and `nowConfirmed`, `seen` as in `walk.day`: new dates are always set ones.
   * Answer with `reschedulePreviewForm`.
   */
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
  /** Shows the card of one task, whoever has it, or who was asked to help with it. */
  'task.open',
  'task.accept',
  /** Opens `declineForm`. */
  'task.decline',
  /** Values: reasonFields. */
  'task.decline.submit',
  /** Opens `completeForm`. */
  'task.complete',
  /** Values: completeFields; of what is signed, `seen` says in which language too (`readSignedSeen`). */
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
] as const;
