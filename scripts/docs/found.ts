/**
 * What the simulation, the kills and the hostile input found, and what was changed; told in words, the oldest first.
 */
export const found: readonly { what: string; mended: string }[] = [
  {
    what: 'A departure whose actions were all ended by hand before the cut-off never completed.',
    mended: 'Its run is over at its time, without having begun.',
  },
  {
    what: 'An action whose read-back was refused was called again, unread, when a person pressed Retry.',
    mended: 'What could not be read is read before it is called again.',
  },
  {
    what: 'A departure completed at the very instant at which the exception for an open action ended.',
    mended: 'A departure completes only when nothing else falls on the same instant.',
  },
  {
    what: 'A system that was silent when asked again after everybody had confirmed could neither be asked after the run nor left out: the departure was stuck.',
    mended:
      'Silence takes no confirmation away, because each account is looked up again before it is touched. A system that answers something nothing can be planned on holds the run back, and IT is told.',
  },
  {
    what: 'The same plan got another hash after a person had settled one of its actions, and had to be confirmed again.',
    mended: 'The hash is made of the revocations as they stand, each in its place.',
  },
  {
    what: 'A card went on showing what was true for a moment, when the process died between updating it and writing that down, and the state was soon what it had been before.',
    mended: 'Updates have an intent in the journal too, with a lease; what may have been lost is brought again.',
  },
  {
    what: 'Two processes brought the same card in circles.',
    mended: 'Whoever sees that another is bringing just this waits for the end of its lease.',
  },
  {
    what: 'A departure cancelled after its cut-off and opened again took old proof for new.',
    mended: 'It begins anew: confirmed again, and read back before anything counts.',
  },
  {
    what: 'Access that came back after a run which had found everything gone, and whose confirmations had lapsed, kept a processor busy until somebody confirmed.',
    mended: 'It waits for a new confirmation, and IT is told.',
  },
  {
    what: 'A departure that was opened again and put off while its access was being read turned in circles until its new cut-off.',
    mended: 'A retry waits for the cut-off too, as the first call does.',
  },
  {
    what: 'What was proven gone was not looked at again as long as another action of the same departure was open again.',
    mended: 'Each action is looked at again so many days after its own proof, and anew when it came back once.',
  },
  {
    what: 'A card was posted twice: a second process had looked before the first one posted it and lost the answer.',
    mended:
      'Whether it is time to post, and whether a message may stand already, is decided on the state at the moment of the intent, not on what was seen before.',
  },
  {
    what: 'The reminder of a task that had been settled meanwhile was still sent.',
    mended: 'The intent asks once more whether anything of it is open.',
  },
  {
    what: 'A vendor’s answer with a redirect that is no address, or of megabytes of error text, ended the process.',
    mended: 'It ends in an error of the connector, cut to a length.',
  },
  {
    what: 'Calls that shared one deadline left listeners behind until it was over, each with its own stack trace.',
    mended: 'They are taken off by hand; node (20) forgets all but the last of those that have a signal of their own.',
  },
  {
    what: 'Slack’s error for a refused token repeated the token; a connector’s came back in the id of a request.',
    mended: 'Known secrets, and what looks like one, are taken out of every error and every line of evidence.',
  },
  {
    what: 'A look that began after another was thrown away as older, because the clock had been set back between the two: the system was asked two hundred times in vain, and its accounts stayed open until the clock had caught up.',
    mended: 'A look is never dated before the one that was written down when it began.',
  },
  {
    what: 'A read-back that came after its lease had ended was taken for that of the process which held the action by then: an old answer was written down as a new one, and the action called while the other was still reading.',
    mended: 'Each result says under which lease it was asked; whoever no longer holds that one is not heard.',
  },
  {
    what: 'What had waited ten minutes for the account to be closed was called on the word of a look that was just as old, after the account had been deleted and made anew.',
    mended: 'A look is good for three minutes; what has waited longer is looked at first.',
  },
  {
    what: 'The kill test called it a fault that sessions were ended twice, where the first time was before the account was proven closed.',
    mended: 'It reads in the journal what is called again, and why.',
  },
  {
    what: 'A process stood still (a suspended machine, a slow commit) between its intent and its call for longer than its lease, and then made a call that another process could have taken over; cards likewise.',
    mended: 'A call that may outlast its lease is not begun, and no request of it after its minute by the clock.',
  },
  {
    what: 'Where the clocks of two processes differed, each began a window of calls of its own at every question: ten times the calls that a system may take.',
    mended: 'A clock that is up to ten seconds behind shares the window of the other.',
  },
  {
    what: 'Where the budget of calls answered more slowly than its window lasts, every grant had run out when it came: nothing was ever called.',
    mended: 'What the answer took is not taken from the window, and MongoDB is asked without a transaction.',
  },
  {
    what: 'Two processes that asked for one departure’s wake-up in the same moment failed by a duplicate key, also at the first start after a migration.',
    mended: 'The later one replaces the other, whatever instant it was asked for.',
  },
  {
    what: 'Work on MongoDB failed where every connection was in use, and left locked what it had changed.',
    mended: 'It waits for one, and ends on the server what could not be aborted.',
  },
  {
    what: 'In the simulation, from 2026-11-28 on, every cut-off with a date came at once: “now” was confirmed in each draft, and counts from the start since then.',
    mended: 'Only a cut-off of this very moment is confirmed as “now”; all others wait for their day again.',
  },
];
