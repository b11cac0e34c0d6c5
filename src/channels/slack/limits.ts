/** Slack's published limits, as far as drawing needs them. https://docs.slack.dev/reference/block-kit */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /**
   * All text of a message's blocks together. Slack publishes no figure and refuses from about 11,300 characters on
   * (`msg_blocks_too_long`, https://github.com/slackapi/bolt-js/issues/2867), so we stay well below.
   */
  messageText: 10_000,
  fallback: 3000,
  header: 150,
  sectionText: 3000,
  fieldText: 2000,
  fieldsPerSection: 10,
  contextText: 2000,
  button: 75,
  accessibilityLabel: 75,
  actionsPerBlock: 25,
  actionId: 255,
  value: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  inputLabel: 2000,
  placeholder: 150,
  inputValue: 3000,
  optionText: 75,
  optionsPerList: 100,
  /** Radio buttons and checkboxes. */
  optionsShown: 10,
  altText: 2000,
  modalStack: 3,
} as const;
