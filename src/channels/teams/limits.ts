/** Teams' published limits, as far as drawing needs them, and our own reading of what is comfortable. */
export const limits = {
  /**
   * A message is refused from 28 KB on, what surrounds the card included.
   * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
   */
  cardBytes: 26_000,
  /**
   * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views
   */
  refreshUsers: 60,
  /** More are put behind a menu of three dots, which nobody opens. */
  actionsPerSet: 6,
  /** What one row of buttons holds in the narrowest window of Teams on a desktop. */
  charactersPerRow: 62,
  /** A button is this much wider than its words, in characters. */
  aroundLabel: 6,
  /** A longer list shows its first lines; the rest waits behind a button. */
  shownItems: 12,
  /** More bars, or parts of a whole, than this cannot be told apart. */
  chartPoints: 12,
  chartLabel: 40,
  cell: 200,
  title: 200,
  line: 3000,
  label: 400,
  button: 75,
  fallback: 1000,
  inputValue: 10_000,
} as const;
