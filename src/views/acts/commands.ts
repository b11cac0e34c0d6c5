/** Commands and pages over many departures: lists, waves, contracts, reviews. */
export const commandActs = [
  // Commands and pages; no departure.
  /** `/offboard [@person]`: the words may hold one person. Opens `walkWhoForm`. */
  'start',
  /** `/offboard <words>` that was not understood, or `/offboard` with something after it: the words say what. */
  'command',
  /** Opens `helpForm`. */
  'help',
  /** Opens `statusForm` over the reader's departures. */
  'status',
  /**
   * The list of all planned departures, for HR and administrators. `target`: which page of which filters
   * (`readFilters`); the first page of the open ones without. Opens `departuresForm`.
   */
  'departures.list',
  /** Other filters. Values: listFields. Answers with `departuresForm`. */
  'departures.filter',
  /** Opens `settingsForm`. */
  'settings',
  /** Values: settingsFields. */
  'settings.save',
  /** Shows the home page again. */
  'home',
  /** `/offboard desk`: a link that lets the reader into the desk once. Opens `deskForm`. */
  'desk.open',

  /** `/offboard import`: links to the pages on which lists are brought. Opens `listsForm`. No departure. */
  'lists',

  // Waves; no departure. `target` is the wave's id, where there is one.
  /** `/offboard wave`: the reader's list, or the waves there are. Opens `waveForm`. */
  'wave',
  /** Opens `waveRowsForm`. */
  'wave.rows',
  /** Values: waveFields. Answers with `waveForm`. */
  'wave.rows.submit',
  /** Rows that cannot be departures are left out; `seen` is the digest of the list. */
  'wave.without',
  /** Throws the list away; has a confirm dialog. */
  'wave.discard',
  /** Plans a departure for everybody in the list; `seen` is its digest; has a confirm dialog. */
  'wave.begin',
  /** Shows the card of the wave. */
  'wave.show',
  /** Who is in it and when, a page at a time: `seen` is the page. Opens `wavePeopleForm`. */
  'wave.people',
  /** Opens `waveConfirmForm`; `seen` is the hash over all plans. */
  'wave.confirm',
  /** Values: waveConfirmFields; `seen` as in `wave.confirm`. */
  'wave.confirm.submit',

  // What is asked of one person for several departures of a wave; no departure. `target` is the wave's id and the
  // group, parted by a slash.
  /** Every departure of the card, a page at a time: `seen` is the page. Opens `collectedForm`. */
  'collected.show',
  /** `seen` is what is to be done (`SeveralVerb`) and the page, parted by a colon. Opens `collectedSeveralForm`. */
  'collected.several',
  /**
   * Values: collectedSeveralFields, and what is said of them; `seen` as before, and the digest of what was listed.
   */
  'collected.several.submit',

  // Contracts for a time; no departure. `target` is the person's main address, where it is about one.
  /** `/offboard contracts`: `seen` is the page. Opens `contractsForm`. */
  'contracts',
  /** Opens `contractForm`. */
  'contract.open',
  /** Opens `extendContractForm`. */
  'contract.extend',
  /** Values: contractFields and reasonFields; `seen` is the end that was shown. Answers with `contractForm`. */
  'contract.extend.submit',
  /** It ends on the day in `seen`, and nobody is asked again; has a confirm dialog. */
  'contract.end',

  // Public posts that are critical; no departure. `target` is the post's id, where it is about one.
  /** `/offboard post`. Opens `postsForm`. */
  'posts',
  /** Opens `tellPostForm`. */
  'post.tell',
  /** Values: postFields `what` and `url`. */
  'post.tell.submit',
  /** Opens `postForm`. */
  'post.open',
  /** Values: postFields `choice`, reasonFields. */
  'post.decide',

  // Auditors; no departure. `target` is the id of the invitation, where it is about one.
  /** `/offboard auditors`. Opens `auditorsForm`. */
  'auditors',
  /** Opens `inviteAuditorForm`. */
  'auditor.invite',
  /** Values: auditorFields. Answers with `auditorForm`. */
  'auditor.invite.submit',
  /** Opens `auditorForm`. */
  'auditor.open',
  /** The second person's word; has a confirm dialog. */
  'auditor.agree',
  /** Ends it at once; has a confirm dialog. */
  'auditor.revoke',
  /** Opens `auditorLinkForm`. */
  'auditor.link',
  /** `/offboard audit`: an auditor's own way in. Opens `auditorLinkForm`. */
  'audit.open',

  // Packs of evidence; `evidence` with what was typed after it, the others about the departure, if it is about one.
  /** `/offboard evidence [who|period]`. Opens `evidenceForm`, or `evidenceFoundForm`. */
  'evidence',
  /** Opens `evidenceForm` of a departure. */
  'evidence.open',
  /** Values: evidenceFields. Opens `evidenceLinkForm`. */
  'evidence.submit',

  // The review of accounts; no departure. `target` is the system and the finding's id, parted by a space, where it is
  // about one finding.
  /** `/offboard review`: `seen` is the page of findings. Opens `reviewForm`. */
  'review',
  /** Begins one of all systems. */
  'review.begin',
  /** Calls the review `target` off; has a confirm dialog. */
  'review.cancel',
  /** Opens `reviewFindingForm`. */
  'review.finding',
  /** Whoever asks sees to it. */
  'review.take',
  /** Opens `reviewExceptForm`. */
  'review.except',
  /** Values: reviewExceptFields. */
  'review.except.submit',
  /** Takes back what was decided. */
  'review.undecide',
  /** Opens `walkWhoForm` with the person of the finding. */
  'review.depart',
] as const;
