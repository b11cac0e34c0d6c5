/** Why a command was refused; the words are in the catalogue under `refusal.<code>`. */
export const refusalCodes = [
  /** params: none. Also the answer to whoever may not even know about it. */
  'not-found',
  'not-permitted',
  /** params: status */
  'wrong-status',
  /** Once the run has begun only HR and administrators stop it. params: none */
  'stop-needs-role',
  /** The target changed since the person saw it. params: none */
  'stale',
  'plan-changed',
  /** params: field (`kind`, `workerType`, `dates`, `flow`, `manager`) */
  'draft-incomplete',
  'leaver-is-actor',
  'leaver-is-manager',
  /** params: name */
  'assignee-is-leaver',
  'dates-out-of-order',
  /** params: now (`offered` where "Now" can be chosen instead, else `none`) */
  'cut-off-in-past',
  /** A set time that is minutes away. params: now */
  'cut-off-too-soon',
  /** params: none */
  'now-needs-confirmation',
  'flow-does-not-fit',
  /** Too few people could ever confirm. params: role, needed, able, names, starters, starterNames */
  'quorum-unreachable',
  /** params: systems */
  'systems-unresolved',
  'nothing-to-confirm',
  'requester-cannot-confirm',
  'already-confirmed',
  'role-not-needed',
  /** No brake holds anything of it. params: none */
  'nothing-held',
  /** Beyond what a run may do without two people's word. params: none */
  'braked',
  'not-confirmed-yet',
  'not-released-by-click',
  'already-released',
  'run-started',
  'task-not-open',
  'task-waits',
  /** params: none */
  'undo-over',
  'notes-needed',
  /** The step asks for a file, and none was brought. params: none */
  'file-needed',
  'file-not-asked',
  /** params: max */
  'too-many-files',
  /** Somebody else brought it, or an approver has seen it. params: none */
  'file-not-yours',
  /** No name was typed under the clauses. params: none */
  'signature-needed',
  /** What was typed is not the signer's name. params: name */
  'signature-other-name',
  /** Somebody would sign for somebody else. params: none */
  'signed-by-another',
  'condition-needed',
  /** Parts of the checklist are not ticked. params: left */
  'checklist-open',
  'step-not-optional',
  /** params: none */
  'approve-own',
  /** Whoever did a step, or has it, would leave its approval out. params: none */
  'skip-own-approval',
  /** Whoever left the approval of a step out would do that step. params: none */
  'skipped-its-approval',
  /** Somebody without the role was named for an approval. params: name */
  'approver-only',
  /** Whoever did a step was named for its approval. params: name */
  'approver-did-it',
  'declined-before',
  'action-not-open',
  'action-not-manual',
  'too-early-to-prove',
  'no-proof-waits',
  'second-person-needed',
  'waiver-in-past',
  /** params: tasks, actions */
  'work-open',
  'survey-not-open',
  'survey-closed',
  'survey-empty',
  /** params: none */
  'survey-question-unknown',
  'dossier-exists',
  'dossier-missing',
  /** params: most */
  'dossier-full',
  /** Nothing is written of it that could be received. params: none */
  'topic-unwritten',
  /** params: max */
  'too-many-things',
  /** An amount was given although nothing is to be paid. params: none */
  'amount-not-asked',
  /** Nobody asked that the device be locked or wiped, or it is done. params: none */
  'nothing-asked',
  /** It waits for its second person. params: none */
  'already-asked',
  /** A wiki is read by many. params: none */
  'dossier-secret',
  'dossier-on-its-way',
  /** The leaver, or whoever takes over, may not know yet; or access has begun to end. params: none */
  'session-too-early',
  /** params: most */
  'too-many-sessions',
  'session-in-past',
  'session-outside-hours',
  'session-after-last-day',
  /** The leaver sits in another session then. params: none */
  'session-overlaps',
  /** It was called off, or has begun. params: none */
  'session-over',
  /** Only of what has begun. params: none */
  'session-ahead',
  /** A text says why the person leaves. params: word */
  'announcement-reason',
  'announcement-in-past',
  /** Nobody else of HR could approve it. params: none */
  'announcement-needs-hr',
  'announcement-none',
  'announcement-none-waits',
  /** Whoever proposed a text would approve it for HR. params: none */
  'announcement-own',
  /** No farewell card of a departure that is confidential, or not the leaver's wish. params: none */
  'keepsake-off',
  /** The team has not been told. params: none */
  'keepsake-too-early',
  /** params: most */
  'keepsake-full',
  /** The person is employed again, and nobody has decided. params: none */
  'held-by-hr',
  /** A legal hold keeps it from being done. params: none */
  'under-hold',
  /** params: none */
  'hold-review-in-past',
  /** It stands in another departure of the same person. params: none */
  'hold-elsewhere',
  /** One of the two must be HR. params: none */
  'hold-needs-hr',
  /** Nobody has given the second word yet. params: none */
  'hold-unconfirmed',
  /** Somebody still gives access back. params: none */
  'erasure-too-early',
  /** An address of the company's own mail was given for afterwards. params: none */
  'contact-closes',
  'duplicate',
  /** Somebody who leaves with a wave was named to prepare a departure of it. params: none */
  'in-wave',
  'not-in-wave',
  'wave-empty',
  /** Not everybody has a plan yet. params: none */
  'wave-not-planned',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  code: RefusalCode;
  params: Readonly<Record<string, string | number>>;
}

export type Decision<Event> =
  | { readonly type: 'events'; readonly events: readonly Event[] }
  | { readonly type: 'refused'; readonly refusal: Refusal };

/** The command is refused, for this reason. */
export function refuse(code: RefusalCode, params: Refusal['params'] = {}): { type: 'refused'; refusal: Refusal } {
  return { type: 'refused', refusal: { code, params } };
}

/** The command leads to these events, in this order; to none when it changes nothing. */
export function happened<Event>(...events: readonly Event[]): { type: 'events'; events: readonly Event[] } {
  return { type: 'events', events };
}
