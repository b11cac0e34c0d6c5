/** The walk that plans a departure. */
export const walkActs = [
  // The walk. Each page is submitted by the act of its own name; the answer is the next page.
  /**
   * The leaver, the kind or the contract was picked (values: walkWhoFields, walkKindFields): answer with `walkWhoForm`
   * that echoes the person. No departure yet, or the draft's. `target`, here and in `walk.who`, is what was written
   * with the command, `seen` the id of whom the page showed.
   */
  'walk.who.changed',
  /** Values: walkWhoFields, walkKindFields. No departure the first time; the draft's afterwards. */
  'walk.who',
  /**
   * A day, "At a set time" or "Now" was picked, or a fold opened (values: as `walk.day`; `target` says which folds are
   * open): answer with the same page, where what follows the last day has moved along. `seen`, here and in every act of
   * the page, holds the dates that it showed (`decodeDates`).
   */
  'walk.day.changed',
  /** Values: datesFields, walkThingsFields, walkPlaceFields. */
  'walk.day',
  /** Values: walkKeptFields; `target` is the first of the page where the list has several. */
  'walk.kept',
  /** The plan is accepted: start the departure. No values; `seen` is how many entries the draft's journal had. */
  'walk.submit',
  /**
   * Go to the page in `target` (a WalkPage); values of the page being left, to be kept as far as they are valid, and
   * its `seen`.
   */
  'walk.back',
  /** Continue a draft: answer with the first page that is not filled in. */
  'walk.resume',
  /**
   * A page of the walk was left, with its values where the platform tells them: answer with a notice that says where
   * the draft is.
   */
  'walk.later',
  /** Throw the draft away; has a confirm dialog. No departure: the first page was left, and nothing is there yet. */
  'walk.discard',
  /**
   * Asks the systems what the leaver owns and offers it as handovers: answer with `walkDayForm`. Values and `seen` as
   * `walk.back`; `target` as in `walk.day.changed`.
   */
  'handover.suggest',
  /**
   * Opens `handoverForm` in the walk; `target` is the index in the draft, or `new`, with a proposed title after it.
   * Values and `seen` as `walk.back`.
   */
  'handover.form',
  /** Values: handoverFields; `target` as in `handover.form`. Answer with `walkDayForm`. */
  'handover.save',
  /**
   * Removes a handover of the draft: `target` is its index and title (`handoverTarget`). Values and `seen` as
   * `walk.back`. Answer with `walkDayForm`.
   */
  'handover.remove',
] as const;
