/** What people read of how long things are kept, and of erasure. */
export const erasure = {
  'kept.until': 'Everything that names {name} here is erased on {day}, cards in chat included.',
  'kept.evidence': 'What stays without names until {day}: which access ended where and when.',
  'kept.after': 'Kept for {keep} after it has ended, then erased.',
  'kept.held': 'The legal hold stops this clock.',
  'kept.source': 'By: {source}',
  'kept.unsaid': 'No policy says otherwise, so it is thirty days.',
  'period.day': '{count, plural, one {one day} other {# days}}',
  'period.month': '{count, plural, one {one month} other {# months}}',
  'period.year': '{count, plural, one {one year} other {# years}}',
  'erasure.open': 'Erase now',
  'erasure.title': 'Erase this departure',
  'erasure.intro':
    'Everything that names {name} here is erased before its time: what was decided and done, handovers, survey answers, cards in chat. The chain of the journal stays and still verifies, and can be read by nobody. A second person must confirm it within three days; one of the two is HR. It cannot be taken back. Relais does not reach mails that were delivered, what people wrote in a chat themselves, back-ups made before, and what the platforms keep themselves.',
  'erasure.who': 'a second person of HR, or an administrator',
  'erasure.ask': 'Ask for the erasure',
  'erasure.asked': '{name} asked on {when} that this departure be erased: {reason} A second person must confirm it.',
  'erasure.confirm': 'Erase it, as the second person',
  'erasure.confirmTitle': 'Erase this departure?',
  'erasure.confirmText':
    'Everything that names {name} here goes at once, cards in chat included. So do the forms and answers that people opened on Teams. It cannot be taken back.',
  'erasure.deny': 'Not yet',
  'erasure.withdraw': 'Do not erase it',
  'notice.erasureAsked': 'A second person must confirm it within three days.',
  'notice.erasureBegan': 'The departure of {leaver} is being erased.',
  'notice.erasureWithdrawn': 'It is kept until its time.',
  'alert.erasure-waits.past': 'The erasure of a departure waited for a second person',
  'alert.erasure-waits.title': 'An erasure waits for a second person',
  'alert.erasure-waits.text': 'The departure of {name} is to be erased before its time. {what}',
  'alert.erasureNone': 'No erasure is asked for',
  'refusal.erasure-too-early':
    'Something in it is open: a task, an alarm about the access, an exception that has an end, or a call that is still read back. It can be erased once that is settled.',
} as const;
