/** What people read of brakes: a cut-off, calls, or what HR systems report, that two people must release. */
export const brake = {
  'phase.held': 'still open: held by the brake until two people release it',
  'lead.access.held': 'Held by the brake',
  'brake.next': 'Confirmed and due, and not begun: {reason}',
  'brake.reason':
    '{cap, select, hour {{counted, plural, one {# cut-off} other {# cut-offs}} began in the last 60 minutes, and {limit} may} day {{counted, plural, one {# cut-off} other {# cut-offs}} began in the last 24 hours, and {limit} may} other {the brake is on, because it holds {counted, plural, one {another departure} other {# other departures}}}}',
  'brake.heldCalls':
    '{count, plural, one {# call that nobody can undo is} other {# calls that nobody can undo are}} beyond what one departure, or one day, may have{wipes, plural, =0 {} one {, a wipe of one device among them} other {, wipes of # devices among them}}',
  'brake.wipes': '{count, plural, one {# device wiped} other {# devices wiped}}',
  'brake.would': 'Would happen',
  'brake.releasedBy': 'Released by',
  'brake.requester': 'You asked for this departure, so two others must release it.',
  'brake.held': 'held',
  'brake.due': 'Due {when}',
  'brake.who': 'two people of HR, IT or the administrators',
  'button.brakeRelease': 'Release this one',
  'button.brakesOpen': 'See all that is held',
  'dialog.brake.title': 'Release this departure?',
  'dialog.brake.text':
    'You say that this is meant: {name}, {what}. {left, plural, one {You are the second: it goes on at once.} other {It goes on once a second person has said so too, within four hours.}}',
  'dialog.brake.confirm': 'It is meant',
  'dialog.brake.deny': 'Not yet',
  'alert.braked.past': 'A cut-off was held by the brake',
  'alert.braked.title': 'The brake holds a cut-off',
  'alert.braked.text':
    'Access of {name} was to end on {when}. It is confirmed, and it has not begun: {what}. Access stays open until two different people release it.',
  'alert.braked-calls.past': 'The brake held a part of a run',
  'alert.braked-calls.title': 'The brake holds a part of a run',
  'alert.braked-calls.text':
    'In the departure of {name} access is being ended, but for one part: {what}. That part waits until two different people release it.',
  'alert.own-credential.past': 'Relais acted by an account of the leaver',
  'alert.own-credential.title': 'Relais acts by an account of the leaver',
  'alert.own-credential.text':
    'Relais itself acts by an account of {name}: {what}. Without it Relais would be locked out there, so it leaves that account to you, and ends everything else. Give Relais a credential of somebody who stays, best of an account of its own (relais.yaml), and check it with relais doctor; then close that account by hand and say so.',
  'form.brakes.title': 'Held by the brake',
  'form.brakes.text':
    '{count, plural, one {One departure is} other {# departures are}} held, because more was to end than usual. Release them only if every one of them is meant: what is released goes on once a second person has released it too. What is not meant, cancel.',
  'form.brakes.more':
    '{count, plural, one {One more is held that is not shown here.} other {# more are held that are not shown here.}}',
  'form.brakes.none':
    '{count, plural, =0 {The brakes hold nothing.} one {One departure is held that you cannot see.} other {# departures are held that you cannot see.}}',
  'form.brakes.submit': 'Release all shown',
  'notice.brakeReleased': 'Your release of {leaver} counts. It takes two different people, within four hours.',
  'notice.brakesReleased':
    'Your release counts for {count, plural, one {one departure} other {# departures}}{left, plural, =0 {} one {, not for one that changed, that you asked for, or that you had released already} other {, not for # that changed, that you asked for, or that you had released already}}. It takes two different people.',
  'notice.brakesNone':
    'Nothing was released: you asked for these departures yourself, or had released them already. Somebody else must.',
  'notice.brakesChanged': 'What is held has changed since you looked. Nothing was released; look again.',
  'hr.braked.title': 'Held by the brake',
  'hr.braked.text':
    '{sources} {count, plural, one {reports that one person leaves or moves} other {reports that # people leave or move}}, more at once than usual. Nothing is drafted until two people release it, each exactly this list, within four hours of one another.',
  'hr.braked.others': 'Two other people of HR or the administrators decide.',
  'hr.braked.more': '{count, plural, one {One more} other {# more}}',
  'hr.braked.unnamed':
    '{count, plural, one {One more is not named here.} other {# more are not named here.}} The HR system names everybody.',
  'hr.braked.mine': 'You have released it; now a second person must.',
  'hr.braked.release': 'Release',
  'hr.braked.releaseTitle': 'Release the whole list?',
  'hr.braked.releaseText':
    'You say that the departures of {count, plural, one {this one person are} other {all these # people are}} meant. {left, plural, one {You are the second: a draft begins for each.} other {A draft begins for each once a second person has said so too, within four hours.}} No access ends by this.',
  'hr.braked.releaseConfirm': 'It is meant',
  'hr.braked.releaseDeny': 'Not yet',
  'hr.braked.leave': 'Leave them',
  'hr.braked.leaveTitle': 'Leave the whole list?',
  'hr.braked.leaveText':
    'No departure begins for {count, plural, one {this one person} other {any of these # people}}, and their access stays. They come again only when HR says something else about them.',
  'hr.braked.leaveConfirm': 'Leave them',
  'hr.braked.leaveDeny': 'Not yet',
  'hr.braked.waits': 'Released by {who} on {when}. Drafts begin with the next reading of each HR system.',
  'hr.braked.released': 'Released by {who} on {when}.',
  'hr.braked.left': '{who} left what was held on {when}. Nothing of it is drafted until HR says something else.',
  'hr.braked.fallback':
    'The brake holds what HR systems report of {count, plural, one {one person} other {# people}}. Nothing is drafted until two people release it.',
  'notice.feedReleaseCounts':
    'Your release counts. It takes a second person, for exactly this list, within four hours.',
  'notice.feedReleased': 'Released. A draft begins for each within minutes.',
  'notice.feedLeft': 'Left. Nothing of it is drafted until HR says something else.',
  'notice.feedChanged': 'The list has changed since you looked. Nothing was decided; look again.',
  'notice.feedNotYours': 'Others of HR or the administrators decide this list.',
  'refusal.nothing-held': 'No brake holds this departure by now.',
  'refusal.braked': 'The brake holds this until two people release it.',
} as const;
