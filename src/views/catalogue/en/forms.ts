/**
 * Forms beside the walk, small answers, and the sentences a channel needs. Titles and buttons of forms have at most 24
 * characters.
 */
export const forms = {
  'reason.label': 'Reason',
  'reason.placeholder': 'In a sentence or two',

  'form.decline.title': 'Decline',
  'form.decline.text':
    '{title}: your reason goes to those who prepare the departure, and to whoever is asked next. Declining early helps everybody.',
  'form.decline.submit': 'Decline',
  'form.complete.title': 'Done',
  'form.complete.notes': 'A note for whoever comes after',
  'form.complete.notesHint': 'What you did, where things are now, what is still open.',
  'form.complete.condition': 'In which condition did it come back?',
  'form.complete.submit': 'Mark as done',
  'form.reassign.title': 'Name someone',
  'form.reassign.to': 'Who takes over?',
  'form.reassign.hint': 'They are asked in private, with everything that is known.',
  'form.reassign.declined': 'Already declined: {names}',
  'form.reassign.submit': 'Ask them',
  'form.skip.title': 'Skip this step',
  'form.skip.text': '{title}: nobody is asked for it any more. Your reason stays with the departure.',
  'form.skip.submit': 'Skip',
  'form.due': 'Due {when}',

  'form.reschedule.title': 'Change dates',
  'form.reschedule.text': 'You will see what moves before anything changes.',
  'form.reschedule.submit': 'See what moves',
  'form.preview.title': 'What moves',
  'form.preview.tasks': 'Tasks',
  'form.preview.change': '{before} → {after}',
  'form.preview.same': '{value}, as before',
  'form.preview.noTasks': 'No task moves.',
  'form.preview.confirm':
    'Access ends at another time, so it must be confirmed again: {count, plural, =0 {nobody had confirmed yet} one {# confirmation no longer counts} other {# confirmations no longer count}}.',
  'form.preview.starts': 'begins {before} → {after}',
  'form.preview.moved': 'moved',
  'form.preview.kept': 'Handovers whose day was chosen by hand keep it.',
  'form.preview.submit': 'Apply',

  'form.cancel.title': 'Cancel departure',
  'form.cancel.text':
    'The departure of {name} was a mistake or is called off. Nothing that has not begun will begin, and everybody who was asked for something is told that it is no longer needed.',
  'form.cancel.begun':
    'Access has already ended in {count, plural, one {# system} other {# systems}}. Relais never gives access back by itself: IT gets a list.',
  'form.cancel.submit': 'Cancel departure',
  'form.cancel.keep': 'Keep it',
  'form.retain.title': 'The person stays',
  'form.retain.text':
    '{name} stays after all. Nothing that has not begun will begin, and everybody who was asked for something is told that it is no longer needed.',
  'form.retain.submit': 'They stay',
  'form.reopen.title': 'Reopen departure',
  'form.reopen.text': 'The departure of {name} is under way again, with everything that was already done.',
  'form.reopen.submit': 'Reopen',

  'form.waive.title': 'Waive',
  'form.waive.text':
    'This is not done, knowingly, and the access stays open: {what}. Who waived it, why and until when stays with the departure.',
  'form.waive.until': 'Until the end of',
  'form.waive.untilHint': 'After this day it is open again and must be settled. Empty: without end.',
  'form.waive.submit': 'Waive',
  'form.hand.title': 'Hand to someone',
  'form.hand.text': '{what}: somebody does it by hand and writes down what they saw.',
  'form.hand.to': 'Who does it?',
  'form.hand.submit': 'Hand over',
  'form.prove.title': 'Done by hand',
  'form.prove.proof': 'What did you do, and what did you see?',
  'form.prove.proofHint':
    'For example: “Removed in the admin page at 18:04; the account is listed as deactivated, ticket 4711.” No passwords.',
  'form.prove.submit': 'It is done',

  'form.survey.title': 'Eight questions',
  'form.survey.submit': 'Send answers',
  'form.survey.later': 'Later',
  'form.results.title': 'Survey results',

  'form.page.title': 'Departure',
  'form.page.access': 'Access',
  'form.page.details': 'Details',

  'form.access-plan.title': 'Everything that ends',
  'form.access-plan.nothing': 'Nothing waits for a confirmation here.',

  'form.status.title': 'Your departures',
  'form.status.none':
    'No departure that concerns you is open.{channel, select, email {} slack { Type /offboard to start one.} other { Type offboard to start one.}}',
  'form.status.own': 'Your own departure is under way.',
  'form.status.ownDates': 'Your own departure is under way. Your last working day is {day}; your access ends {when}.',
  'form.status.mine': 'Waiting for you',
  'form.status.line':
    '{done} of {total, plural, one {# task} other {# tasks}} done{late, plural, =0 {} one {, # late} other {, # late}}',
  'form.status.access': 'Access: {access}',
  'form.status.more': '{count, plural, one {and # more} other {and # more}}',

  'form.help.title': 'How Relais works',
  'form.help.intro':
    'Relais walks a departure with you: it hands every open responsibility to somebody, reminds, ends access at the right instant once it is confirmed, and proves it.',
  'form.help.commands': 'What you can type',
  // What is typed, by platform: Slack has a command, elsewhere it is a message.
  'form.help.start':
    '{channel, select, slack {/offboard @person} other {offboard @person}} starts a departure, or continues one; the last day and the kind may follow: 15 January resignation',
  'form.help.status': '{channel, select, slack {/offboard status} other {status}} shows where your departures stand',
  'form.help.search':
    '{channel, select, slack {/offboard search invoices} other {search invoices}} finds words in the dossiers that you may read',
  'form.help.whoHas':
    '{channel, select, slack {/offboard who has invoices} other {who has invoices}} finds who took something over',
  'form.help.wave':
    '{channel, select, slack {/offboard wave} other {wave}} shows the departures of many people at once',
  'form.help.lists':
    '{channel, select, slack {/offboard import} other {import}} brings a CSV file: people for a wave, or the list of an HR system',
  'form.help.review':
    '{channel, select, slack {/offboard review} other {review}} holds every account of every system against who works here',
  'form.help.help': '{channel, select, slack {/offboard help} other {help}} shows this page',
  'form.help.home':
    '{channel, select, slack {The Home tab has your tasks and your departures.} other {home shows your tasks and your departures}}',
  'form.help.you': 'What you can do here',
  'form.help.everybody': 'Accept, decline or finish what you are asked to take over.',
  'form.help.manager': 'Start the departure of somebody who reports to you, and steer it.',
  'form.help.hr': 'Start and steer any departure, confirm the access that ends, read survey answers.',
  'form.help.it': 'Confirm the access that ends, retry, hand over or waive what does not work.',
  'form.help.admin': 'Everything HR and IT can, except reading survey answers.',
  'form.help.example': 'For example: {example}',

  'form.loading.title': 'One moment',
  'form.loading.text': 'Relais is looking this up…',

  'channel.more': '{count, plural, one {and # more} other {and # more}}',
  'slack.done': 'Done. You can close this window.',
  'slack.openText': 'This continues in a window of its own.',
  'slack.unescaped':
    'Slack sent “{said}” as plain text, and several people could be meant by it: names arrive unescaped. An administrator switches on “Escape channels, users, and links sent to your app” for /offboard, under Slash Commands of the app at api.slack.com/apps. Until then, choose the person in the window.',
  'slack.openButton': 'Open the window',
  'channel.stranger': 'Relais only speaks with people of this organisation.',
  'channel.away':
    'Relais cannot reach its database at the moment, so nothing was done. Try again in a few minutes; if it stays so, tell whoever runs Relais. Cut-offs that were confirmed begin by themselves as soon as it is back.',
  'channel.trouble':
    'Relais could not answer just now. Look at the latest card to see what was done, and try again in a minute.',

  'notice.unknownAct':
    'This button is from an older message. Open the latest one{channel, select, email {} slack {, or type /offboard status} other {, or type status}}.',
  'notice.unknownPerson': 'Relais could not find this person. Mention them with @, or choose them in the form.',
  'notice.unknownAddress':
    'Relais knows nobody with the address “{said}”. Check it, mention the person with @, or choose them in the window.',
  'notice.unknownName':
    'Nobody, or more than one person, is called “{said}”. Mention the person with @ and pick them from the list, write their address, or choose them in the window.',
  'notice.notSpokenWith':
    '{name} is a guest, or their account is closed: Relais does not speak with them. Choose somebody else.',
  'notice.channelOthers':
    'This departure is confidential, and {count, plural, one {# member of that channel does} other {# members of that channel do}} not prepare it. Choose a private channel with nobody but the requester, the manager, HR and IT in it (other apps count, too), or none: the card then comes to the manager alone.',
  'notice.channelOpen':
    'This departure is confidential, and {why, select, public {everybody can read that channel} shared {people of other organisations can read that channel} other {Relais cannot tell who reads that channel}}. Choose a private channel {why, select, unknown {that Relais was invited to} other {of those who prepare the departure}}, or none: the card then comes to the manager alone.',
  'notice.channelNotAsked': 'Relais could not find out who reads that channel. Try again in a minute, or choose none.',
  'notice.mayNotStart': 'Only HR, administrators and the recorded manager of {name} can start this departure.',
  'notice.exists': 'A departure of {name} is already open.',
  'notice.unsaved':
    'Relais has trouble saving just now. Look at the latest card to see what was done, and try again later; if it lasts, tell your administrator.',
  'notice.unexpected':
    'Something went wrong on our side. Look at the latest card to see what was done before you try again; if it happens again, tell your administrator.',
  'notice.unknownCommand': 'Relais does not know “{words}”. Here is what you can type.',
  'notice.started':
    'The departure of {name} has started. Everybody concerned hears of it at the right moment; your card shows how it goes.',
  'notice.draftKept':
    'Your draft of the departure of {name} is kept; nothing was sent. Go on here{channel, select, email {} slack {, on the home page, or with /offboard @{name}} other {, on the home page, or with offboard @{name}}}.',
  'notice.discarded': 'The draft is gone. No message about it was sent to anybody.',
  'notice.accepted': 'Thank you. “{title}” is yours, in the departure of {leaver}.',
  'notice.declined': 'Thank you for saying so. Somebody else will be asked.',
  'notice.completed': 'Thank you. “{title}” is done.',
  'notice.reassigned': '{name} is being asked, for the departure of {leaver}.',
  'notice.undone': '“{title}” is open again, as before.',
  'notice.cancelUndone': 'The departure of {name} is under way again, as before.',
  'button.undo': 'Undo',
  'notice.skipped': '“{title}” is skipped.',
  'notice.confirmed': 'You have confirmed that the access of {leaver} ends. {rest}',
  'notice.confirmedRest':
    '{count, plural, =0 {All confirmations are there.} one {One more is needed.} other {# more are needed.}}',
  'notice.confirmedLapses':
    'It is valid until {until}, and access is to end later, on {when}: confirm again nearer to that time.',
  'notice.alsoKnownAsInvalid':
    'Expected addresses such as alex@example.com, user names with their system such as github:amoreau, and at most one employee number without spaces.',
  'notice.userNameOfNone':
    '{count, plural, =0 {No system here goes by user names: give addresses alone.} other {“{said}” is no system that goes by user names. Those that do: {systems}.}}',
  'notice.acknowledged': 'Noted. This alarm about {leaver} is off; everything else goes on.',
  'notice.withdrawn': 'Your confirmation of the access of {leaver} is withdrawn.',
  'notice.replanned': 'All systems were asked again about {leaver}. The card shows what they answered.',
  'notice.replannedInPart':
    'No usable answer came from {systems}. The plan for it stays as it was, and each account is looked up again before it is touched.',
  'notice.setAside':
    'The rest of the access of {leaver} can be confirmed now. What was left out is asked again as soon as access ends.',
  'notice.released': 'The access of {leaver} is being ended now. The card shows how it goes.',
  'notice.retrying': 'It is being tried again for {leaver}. The card shows the result.',
  'notice.handed': '{name} is being asked to do it by hand, for the access of {leaver}.',
  'notice.proved': 'Noted, for the access of {leaver}. Thank you.',
  'notice.proofAccepted': 'Accepted: this access of {leaver} counts as closed.',
  'notice.waived': 'Noted: this access of {leaver} stays open, knowingly.',
  'notice.rescheduled': 'The new dates of {leaver} are set.',
  'notice.cancelled': 'The departure of {leaver} is cancelled.',
  'notice.retained': 'Noted: {name} stays.',
  'notice.reopened': 'The departure of {leaver} is under way again.',
  'notice.finished': 'The departure of {leaver} is complete.',
  'notice.handoverAdded': '{name} is being asked to take it over from {leaver}.',
  'notice.surveySaved': 'Thank you. Your answers are saved, and can be changed until {when}.',
  'notice.dateInvalid': 'Choose a day.',
  'notice.timeInvalid': 'Choose a time.',
  'notice.zoneInvalid': 'Choose a time zone from the list.',
  'notice.personMissing': 'Choose a person.',
  'notice.textTooShort': 'Write at least {min} characters.',
  'notice.textTooLong': 'Write at most {max} characters; this has {length}.',
  'notice.tooManyLines': 'At most {max} lines; this has {count}.',
  'notice.choiceMissing': 'Choose one.',
} as const;
