/** The access that ends, and the brakes before it. */
export const accessActs = [
  // Access: for the whole plan `seen` is the plan's hash; for one action `target` is its id and `seen` its rev.
  /** Shows the access plan to somebody who may see it. */
  'access.review',
  /** Opens `accessPlanForm`: all that a confirmation covers, in pages; `target` is the page, from 0. */
  'access.plan',
  /** Confirms exactly the plan in `seen`; has a confirm dialog. */
  'access.confirm',
  /** Takes the reader's own confirmation back. */
  'access.withdraw',
  /** Asks every system again what would be done. */
  'access.replan',
  /**
   * The organisation that answers in the system `target` is the right one; `seen` is its fingerprint; has a confirm
   * dialog.
   */
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
] as const;
