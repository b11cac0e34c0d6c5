/** What colleagues are told, the card that they sign, the exit survey, staying in touch. */
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

  // Staying in touch.
  /** For the leaver: what they may agree to. Opens `alumniForm`. */
  'alumni.open',
  /** Values: alumniFields. */
  'alumni.submit',
  /** `/offboard alumni`, for HR: who stays in touch, recommendations, scores. `seen` is the page. No departure. */
  'alumni',
  /** `target`: a purpose. Opens `alumniExportForm`, with a link to the page that gives the file. No departure. */
  'alumni.export',
  /** `target`: the record and the recommendation, parted by a space. Opens `referralForm`. No departure. */
  'alumni.referral',
  /** Values: referralFields; `target` as in `alumni.referral`. Answers with `alumniListForm`. No departure. */
  'alumni.referral.submit',
  /** Erases the record in `target`, where its person asked HR for it; has a confirm dialog. No departure. */
  'alumni.erase',
] as const;
