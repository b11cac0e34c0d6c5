/** What stands around a departure: alarms, the leaver’s address, legal holds, erasure, what an HR system says. */
export const surroundingActs = [
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
  /**
   * Releases, as one of two, the list of `seen` that the brake of the HR feed holds; has a confirm dialog. No
   * departure.
   */
  'hr-feed.release',
  /** Nothing of that list is drafted; has a confirm dialog. No departure. */
  'hr-feed.leave',
  /** The person is employed again: `target` is `go-on` or `stays`; has a confirm dialog. */
  'hr.settle',
] as const;
