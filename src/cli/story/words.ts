import type { Locale } from '../../domain/people/people.ts';

/** The narrator's sentences. What people read on their cards is Relais' own words, each in their own language. */
export interface StoryWords {
  readonly intl: string;
  moreLines(count: number): string;
  gets(name: string): string;
  getsReply(name: string): string;
  seesChange(name: string, title: string): string;
  reads(name: string): string;
  readonly chapters: Readonly<
    Record<'walk' | 'handover' | 'confirm' | 'late' | 'weeks' | 'cutOff' | 'after' | 'end', string>
  >;
  types(text: string): string;
  fillsIn(what: string): string;
  goesOn: string;
  starts: string;
  declines(title: string, reason: string): string;
  accepts(title: string): string;
  confirms: string;
  completes(title: string): string;
  retries(system: string): string;
  answersSurvey: string;
  staysSilent(name: string, title: string): string;
  systemDown(system: string): string;
  systemLies(system: string): string;
  systemWell(system: string): string;
  cutOffComes: string;
  accounts(live: number, total: number): string;
  accountLine(system: string, login: string, state: string, live: boolean): string;
  readonly reasons: Readonly<{ decline: string; note: string; best: string; change: string }>;
  readonly table: Readonly<{
    title: string;
    head: readonly [string, string, string, string, string];
    none: string;
  }>;
  readonly verdict: Readonly<{
    completed(status: string): string;
    proved(proved: number, total: number): string;
    gone(live: number): string;
    chain(entries: number, findings: number): string;
    good(seconds: string): string;
    bad(seconds: string): string;
    kept(dir: string): string;
  }>;
}

const en: StoryWords = {
  intl: 'en-GB',
  moreLines: (count) => `… ${count} more ${count === 1 ? 'line' : 'lines'}`,
  gets: (name) => `${name} gets a message`,
  getsReply: (name) => `${name} gets a reply in the thread`,
  seesChange: (name, title) => `${name} sees "${title}" change`,
  reads: (name) => `${name} reads`,
  chapters: {
    walk: 'Maya’s walk: from /offboard to the plan',
    handover: 'The baton: one declines, one accepts',
    confirm: 'IT confirms what will be cut',
    late: 'Somebody is late',
    weeks: 'The weeks before the last day',
    cutOff: 'The cut-off',
    after: 'Afterwards',
    end: 'What is left to show',
  },
  types: (text) => `types ${text}`,
  fillsIn: (what) => `fills in ${what}`,
  goesOn: 'goes on to the next page',
  starts: 'starts the departure',
  declines: (title, reason) => `declines "${title}": ${reason}`,
  accepts: (title) => `accepts "${title}"`,
  confirms: 'confirms exactly this plan, after the dialog asked once more',
  completes: (title) => `has done "${title}"`,
  retries: (system) => `presses "retry" for ${system}`,
  answersSurvey: 'answers the exit survey',
  staysSilent: (name, title) => `${name} has much to do, and forgets "${title}".`,
  systemDown: (system) => `${system} goes down: every call is answered with 503.`,
  systemLies: (system) => `${system} begins to lie: it says yes to everything, and does nothing.`,
  systemWell: (system) => `${system} is well again.`,
  cutOffComes: 'The instant of the cut-off has come.',
  accounts: (live, total) => `Accounts of Alex that still let somebody in: ${live} of ${total}.`,
  accountLine: (system, login, state, live) => `${live ? '●' : '○'} ${system} · ${login} · ${state}`,
  reasons: {
    decline: 'I am on parental leave from next week.',
    note: 'Done, filed in the personnel folder.',
    best: 'The people, and being trusted with hard things.',
    change: 'Fewer tools. And keep the Thursday talks.',
  },
  table: {
    title: 'Revocations, each with the evidence of the last read-back',
    head: ['System', 'What was done', 'Ended as', 'When', 'Evidence (request id)'],
    none: 'none',
  },
  verdict: {
    completed: (status) => `The departure is ${status}.`,
    proved: (proved, total) => `${proved} of ${total} revocations are proved.`,
    gone: (live) =>
      live === 0
        ? 'No account of Alex lets anybody in.'
        : `${live} ${live === 1 ? 'account of Alex is' : 'accounts of Alex are'} still live.`,
    chain: (entries, findings) =>
      findings === 0
        ? `The journal of ${entries} entries verifies.`
        : `The journal of ${entries} entries has ${findings} findings.`,
    good: (seconds) => `The story ended well, after ${seconds} s.`,
    bad: (seconds) => `The story did NOT end well, after ${seconds} s.`,
    kept: (dir) => `Its data is kept. Look around with: RELAIS_DATA_DIR=${dir} npm start`,
  },
};

const fr: StoryWords = {
  intl: 'fr-FR',
  moreLines: (count) => `… encore ${count} ${count === 1 ? 'ligne' : 'lignes'}`,
  gets: (name) => `${name} reçoit un message`,
  getsReply: (name) => `${name} reçoit une réponse dans le fil`,
  seesChange: (name, title) => `${name} voit changer « ${title} »`,
  reads: (name) => `${name} lit`,
  chapters: {
    walk: 'Le parcours de Maya : de /offboard au plan',
    handover: 'Le relais : l’une refuse, l’autre accepte',
    confirm: 'L’informatique confirme ce qui sera coupé',
    late: 'Quelqu’un est en retard',
    weeks: 'Les semaines avant le dernier jour',
    cutOff: 'La coupure des accès',
    after: 'Ensuite',
    end: 'Ce qu’il reste à montrer',
  },
  types: (text) => `tape ${text}`,
  fillsIn: (what) => `remplit ${what}`,
  goesOn: 'passe à la page suivante',
  starts: 'lance le départ',
  declines: (title, reason) => `refuse « ${title} » : ${reason}`,
  accepts: (title) => `accepte « ${title} »`,
  confirms: 'confirme exactement ce plan, après une dernière question',
  completes: (title) => `a terminé « ${title} »`,
  retries: (system) => `relance ${system}`,
  answersSurvey: 'répond au questionnaire de départ',
  staysSilent: (name, title) => `${name} a beaucoup à faire, et oublie « ${title} ».`,
  systemDown: (system) => `${system} tombe en panne : chaque appel reçoit 503.`,
  systemLies: (system) => `${system} se met à mentir : il dit oui à tout, et ne fait rien.`,
  systemWell: (system) => `${system} fonctionne à nouveau.`,
  cutOffComes: 'L’instant de la coupure est venu.',
  accounts: (live, total) => `Comptes d’Alex qui ouvrent encore une porte : ${live} sur ${total}.`,
  accountLine: (system, login, state, live) => `${live ? '●' : '○'} ${system} · ${login} · ${state}`,
  reasons: {
    decline: 'Je suis en congé parental dès la semaine prochaine.',
    note: 'Fait, classé dans le dossier du personnel.',
    best: 'Les collègues, et la confiance qu’on m’a faite.',
    change: 'Moins d’outils. Et gardez les jeudis.',
  },
  table: {
    title: 'Révocations, chacune avec la preuve de sa dernière relecture',
    head: ['Système', 'Ce qui a été fait', 'Résultat', 'Quand', 'Preuve (n° de requête)'],
    none: 'aucun',
  },
  verdict: {
    completed: (status) => `État du départ : ${status}.`,
    proved: (proved, total) => `${proved} révocations prouvées sur ${total}.`,
    gone: (live) =>
      live === 0
        ? 'Aucun compte d’Alex n’ouvre plus rien.'
        : `${live} ${live === 1 ? 'compte d’Alex ouvre' : 'comptes d’Alex ouvrent'} encore une porte.`,
    chain: (entries, findings) =>
      findings === 0
        ? `Le journal de ${entries} lignes est intact.`
        : `Le journal de ${entries} lignes présente ${findings} anomalies.`,
    good: (seconds) => `L’histoire finit bien, après ${seconds} s.`,
    bad: (seconds) => `L’histoire ne finit PAS bien, après ${seconds} s.`,
    kept: (dir) => `Ses données sont gardées. Pour les parcourir : RELAIS_DATA_DIR=${dir} npm start`,
  },
};

export function storyWords(locale: Locale): StoryWords {
  return { en, fr }[locale];
}
