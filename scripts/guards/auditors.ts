import type { Guard } from './guard.ts';

const secret = 'reads as an auditor, or has an auditor invited, to learn of a departure that is secret still';
const alone = 'invites an auditor alone where two people are wanted, oneself, or without a role';
const ended = 'reads on as an auditor once that was ended, or follows the link of one a second time';
const unheard = 'opens something as an auditor that nobody hears of';
const chat = 'takes a pack of evidence of a departure that they may not know of, of their own, or with names as IT';
const chatUnheard = 'takes a pack of evidence from chat that nobody hears of';
const busy = 'has Relais make packs for an auditor until it does nothing else';
const names = 'works out from the pages for auditors who somebody is, or what they wrote';
const journal =
  'changes, cuts off or takes out what the journal of the installation says that somebody opened or decided';

/** Auditors, and the journal in which they stand; of several sections. */
export const auditors: readonly Guard[] = [
  {
    id: 'auditors-see-no-secret',
    row: secret,
    file: 'src/domain/auditors/visible.ts',
    code: '    began <= period.to &&\n    !isConfidential(departure, now)\n',
    without: '    began <= period.to\n',
    tests: ['test/engine/audit/audit-desk.test.ts'],
  },
  {
    id: 'auditors-need-a-second-person',
    row: alone,
    file: 'src/domain/auditors/decide.ts',
    code: "    if (asker.type === 'system' || asker.id === grant.invited.by) return refused('second-person');\n",
    without: '',
    tests: ['test/engine/audit/audit-desk.test.ts'],
  },
  {
    id: 'nobody-audits-by-their-own-invitation',
    row: alone,
    file: 'src/domain/auditors/decide.ts',
    code: "  if (asked.person !== null && asked.person === asker.id) return refused('own');\n",
    without: '',
    tests: ['test/engine/audit/audit-desk.test.ts'],
  },
  {
    id: 'an-ended-invitation-shows-nothing',
    row: ended,
    file: 'src/domain/auditors/grant.ts',
    code: "  if (revoked !== null) return 'revoked';\n",
    without: '',
    tests: ['test/engine/audit/audit-desk.test.ts', 'test/channels/email/audit-pages.test.ts'],
  },
  {
    id: 'each-page-is-an-entry',
    row: unheard,
    file: 'src/engine/audit/audit-desk.ts',
    code: "page: as, departures: departures.length };\n    if ((await noted(opened)) !== 'noted') return null;\n",
    without: 'page: as, departures: departures.length };\n    if (opened.departures < 0) return null;\n',
    tests: ['test/engine/audit/audit-desk.test.ts'],
  },
  {
    id: 'a-pack-is-in-the-journal-of-each-departure',
    row: unheard,
    file: 'src/engine/audit/audit-desk.ts',
    code: "          if ((await transact(deps, id, taken, { type: 'system' })).type === 'refused') return null;\n",
    without: "          if (taken.type !== 'evidence.taken') return null;\n",
    tests: ['test/engine/audit/audit-desk.test.ts'],
  },
  {
    id: 'packs-have-an-hourly-most',
    row: busy,
    file: 'src/engine/audit/pack-turns.ts',
    code: '    const isGood = own.length < most;\n',
    without: '    const isGood = own.length >= 0;\n',
    tests: ['test/engine/audit/audit-desk.test.ts'],
  },
  {
    id: 'packs-from-chat-are-of-what-one-may-see',
    row: chat,
    file: 'src/domain/evidence/takers.ts',
    code: '    leaver.id !== person.id &&\n    maySee(departure, person, now)\n',
    without: '    leaver.id !== person.id\n',
    tests: ['test/engine/conversation/evidence-acts.test.ts', 'test/channels/email/evidence-pages.test.ts'],
  },
  {
    id: 'packs-name-nobody-else-of-a-wave',
    row: chat,
    file: 'src/domain/evidence/shown-values.ts',
    code: '  /^\\/event\\/wave(?:\\/|$)/,\n',
    without: '',
    tests: ['test/engine/audit/wave-pack.test.ts'],
  },
  {
    id: 'a-period-from-chat-says-what-it-is-limited-to',
    row: chat,
    file: 'src/engine/audit/evidence-desk.ts',
    code: "          ...(period && { limitedTo: 'taker' as const }),\n",
    without: '',
    tests: ['test/channels/email/evidence-pages.test.ts'],
  },
  {
    id: 'packs-with-names-are-not-for-it',
    row: chat,
    file: 'src/domain/evidence/takers.ts',
    code: "  full: ['hr', 'admin'],\n",
    without: "  full: ['hr', 'it', 'admin'],\n",
    tests: ['test/engine/conversation/evidence-acts.test.ts', 'test/channels/email/evidence-pages.test.ts'],
  },
  {
    id: 'packs-from-chat-are-entries',
    row: chatUnheard,
    file: 'src/engine/audit/evidence-desk.ts',
    code: "        await notePack(deps, { by: person.id, via: 'chat', level, period, departures, digest });\n",
    without: '',
    tests: ['test/channels/email/evidence-pages.test.ts'],
  },
  {
    id: 'auditors-read-codes',
    row: names,
    file: 'src/engine/audit/audit-reading.ts',
    code: "level: 'auditor' as const",
    without: "level: 'full' as const",
    tests: ['test/channels/email/audit-pages.test.ts'],
  },
  {
    id: 'the-installation-is-chained',
    row: journal,
    file: 'src/engine/installation/installation-journal.ts',
    code: '      if (entry.seq !== seq || hashOf(hash, entry) !== entry.hash)\n',
    without: '      if (entry.seq !== seq)\n',
    tests: ['test/engine/installation/installation-journal.test.ts'],
  },
  {
    id: 'what-is-true-is-what-the-entries-say',
    row: journal,
    file: 'src/engine/installation/installation-journal.ts',
    code: "isDeepStrictEqual(told, state) ? [] : [{ kind: 'state' }]",
    without: '[]',
    tests: ['test/engine/installation/installation-journal.test.ts'],
  },
  {
    id: 'a-full-page-is-not-written-over',
    row: journal,
    file: 'src/engine/installation/installation-journal.ts',
    code: '  if (!isAlone) throw notWhole();\n',
    without: '',
    tests: ['test/engine/installation/installation-journal.test.ts'],
  },
];
