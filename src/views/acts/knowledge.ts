/** What the leaver knows: the dossier, sessions, the search. */
export const knowledgeActs = [
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
  /** The page on which it is taken as a file. Opens `takeDossierForm`. */
  'dossier.take',
  /** Sends it to the wiki; has a confirm dialog. */
  'dossier.push',

  // Handover sessions: `target` is the session's id, `seen` its rev.
  /** Opens `sessionsForm`: those that are planned, and those that may be. No target. */
  'sessions.open',
  /**
   * Plans what is proposed: `target` is the heir, `seen` what was shown of it (`seenOf`). Answers with `sessionsForm`.
   */
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
] as const;
