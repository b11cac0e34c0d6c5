import type { Locale } from '../../domain/people/people.ts';

/** The narrator's sentences. What people read on their cards is Relais' own words, each in their own language. */
export interface StoryWords {
  readonly intl: string;
  moreLines(count: number): string;
  gets(name: string): string;
  getsReply(name: string): string;
  getsMail(name: string): string;
  seesChange(name: string, title: string): string;
  reads(name: string): string;
  readonly chapters: Readonly<
    Record<'hr' | 'plan' | 'walk' | 'handover' | 'confirm' | 'late' | 'weeks' | 'cutOff' | 'after' | 'end', string>
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
  writesEnd(name: string, day: string): string;
  takesUp: string;
  opensPage(title: string): string;
  givesAddress(address: string): string;
  saysYes: string;
  staysSilent(name: string, title: string): string;
  systemDown(system: string): string;
  systemLies(system: string): string;
  systemWell(system: string): string;
  cutOffComes: string;
  accounts(live: number, total: number): string;
  accountLine(system: string, login: string, state: string, live: boolean): string;
  readonly reasons: Readonly<{ decline: string; note: string; best: string; change: string; rounds: string }>;
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

const english = (name: string): StoryWords => ({
  intl: 'en-GB',
  moreLines: (count) => `… ${count} more ${count === 1 ? 'line' : 'lines'}`,
  gets: (name) => `${name} gets a message`,
  getsReply: (name) => `${name} gets a reply in the thread`,
  getsMail: (name) => `${name} gets a mail`,
  seesChange: (name, title) => `${name} sees "${title}" change`,
  reads: (name) => `${name} reads`,
  chapters: {
    hr: 'HR writes an end down, and a draft begins',
    plan: 'Maya takes it up: the plan',
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
  writesEnd: (name, day) => `writes into the HR system that ${name} leaves on ${day}`,
  takesUp: 'takes the departure up',
  opensPage: (title) => `opens the page "${title}" from her mailbox`,
  givesAddress: (address) => `gives an address of her own: ${address}`,
  saysYes: 'says there that the address is hers',
  staysSilent: (name, title) => `${name} has much to do, and forgets "${title}".`,
  systemDown: (system) => `${system} goes down: every call is answered with 503.`,
  systemLies: (system) => `${system} begins to lie: it says yes to everything, and does nothing.`,
  systemWell: (system) => `${system} is well again.`,
  cutOffComes: 'The instant of the cut-off has come.',
  accounts: (live, total) => `Accounts of ${name} that still let somebody in: ${live} of ${total}.`,
  accountLine: (system, login, state, live) => `${live ? '●' : '○'} ${system} · ${login} · ${state}`,
  reasons: {
    decline: 'I am on parental leave from next week.',
    note: 'Done, filed in the personnel folder.',
    best: 'The people, and being trusted with hard things.',
    change: 'Fewer tools. And keep the Thursday talks.',
    rounds: 'Shorter rounds, please.',
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
        ? `No account of ${name} lets anybody in.`
        : `${live} ${live === 1 ? `account of ${name} is` : `accounts of ${name} are`} still live.`,
    chain: (entries, findings) =>
      findings === 0
        ? `The journal of ${entries} entries verifies.`
        : `The journal of ${entries} entries has ${findings} findings.`,
    good: (seconds) => `The story ended well, after ${seconds} s.`,
    bad: (seconds) => `The story did NOT end well, after ${seconds} s.`,
    kept: (dir) => `Its data is kept. Look around with: RELAIS_DATA_DIR=${dir} npm start`,
  },
});

const french = (ofName: string): StoryWords => ({
  intl: 'fr-FR',
  moreLines: (count) => `… encore ${count} ${count === 1 ? 'ligne' : 'lignes'}`,
  gets: (name) => `${name} reçoit un message`,
  getsReply: (name) => `${name} reçoit une réponse dans le fil`,
  getsMail: (name) => `${name} reçoit un courriel`,
  seesChange: (name, title) => `${name} voit changer « ${title} »`,
  reads: (name) => `${name} lit`,
  chapters: {
    hr: 'Les RH notent une fin de contrat, un brouillon commence',
    plan: 'Maya le reprend : le plan',
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
  writesEnd: (name, day) => `note dans le logiciel RH que ${name} part le ${day}`,
  takesUp: 'reprend le départ',
  opensPage: (title) => `ouvre la page « ${title} » depuis sa messagerie`,
  givesAddress: (address) => `donne une adresse à elle : ${address}`,
  saysYes: 'y confirme que cette adresse est la sienne',
  staysSilent: (name, title) => `${name} a beaucoup à faire, et oublie « ${title} ».`,
  systemDown: (system) => `${system} tombe en panne : chaque appel reçoit 503.`,
  systemLies: (system) => `${system} se met à mentir : il dit oui à tout, et ne fait rien.`,
  systemWell: (system) => `${system} fonctionne à nouveau.`,
  cutOffComes: 'L’instant de la coupure est venu.',
  accounts: (live, total) => `Comptes ${ofName} qui ouvrent encore une porte : ${live} sur ${total}.`,
  accountLine: (system, login, state, live) => `${live ? '●' : '○'} ${system} · ${login} · ${state}`,
  reasons: {
    decline: 'Je suis en congé parental dès la semaine prochaine.',
    note: 'Fait, classé dans le dossier du personnel.',
    best: 'Les collègues, et la confiance qu’on m’a faite.',
    change: 'Moins d’outils. Et gardez les jeudis.',
    rounds: 'Des tournées plus courtes.',
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
        ? `Aucun compte ${ofName} n’ouvre plus rien.`
        : `${live} ${live === 1 ? `compte ${ofName} ouvre` : `comptes ${ofName} ouvrent`} encore une porte.`,
    chain: (entries, findings) =>
      findings === 0
        ? `Le journal de ${entries} lignes est intact.`
        : `Le journal de ${entries} lignes présente ${findings} anomalies.`,
    good: (seconds) => `L’histoire finit bien, après ${seconds} s.`,
    bad: (seconds) => `L’histoire ne finit PAS bien, après ${seconds} s.`,
    kept: (dir) => `Ses données sont gardées. Pour les parcourir : RELAIS_DATA_DIR=${dir} npm start`,
  },
});

/** Whose departure it is: a first name of the invented company. */
export type Leaver = 'Alex' | 'Fatou';

/** French puts no vowel behind *de*. */
const inFrench: Readonly<Record<Leaver, string>> = { Alex: 'd’Alex', Fatou: 'de Fatou' };

export function storyWords(locale: Locale, leaver: Leaver): StoryWords {
  return { en: english(leaver), fr: french(inFrench[leaver]) }[locale];
}
