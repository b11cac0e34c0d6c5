/** What colleagues are told, the card that they sign, the exit survey. */
export const partingActs = [
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
