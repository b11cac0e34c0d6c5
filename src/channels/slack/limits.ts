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
  /** https://docs.slack.dev/reference/block-kit/blocks/container-block */
  containerTitle: 150,
  containerChildren: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/alert-block */
  alertText: 200,
  tableRows: 100,
  /** With the header. https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
  dataTableRows: 101,
  tableColumns: 20,
  /** Our own reading of what is comfortable; Slack publishes no figure for a cell or for a step. */
  tableCell: 200,
  tablePage: 10,
  richText: 1200,
  dateWords: 200,
  planTitle: 150,
  codeLine: 600,
  /** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
  chartTitle: 50,
  chartLabel: 20,
  chartSegments: 6,
  chartCategories: 20,
  modalStack: 3,
} as const;
