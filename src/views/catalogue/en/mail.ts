/** What surrounds a card in a mail, and on a page that somebody without an account reaches by a link. */
export const mail = {
  'mail.answer': 'Open and answer',
  'mail.open': 'Open',
  'mail.ways': 'There you can: {ways}.',
  'mail.safe':
    'Opening the page changes nothing; only its buttons do. The link is for you alone and works until {until}: please do not pass it on.',
  'mail.why': 'Relais sent this because something in a departure concerns you. Nobody reads answers to this address.',
  'mail.now': 'This was true when it was sent. The page says how things stand by then.',
  'mail.unreachable':
    'The mail server refuses mails to this address ({answer}). Check the address, and with whoever runs the server what it says of mails from Relais.',

  'page.over.title': 'This link is over',
  'page.over.text':
    'It has run out, a newer one took its place, or what it was about is settled. Nothing was changed just now.',
  'page.over.renew': 'Send me a new link',
  'page.sent.title': 'Look into your mailbox',
  'page.sent.text':
    'If there is still something for you to do, a new link is on its way to the address to which this one was sent.',
  'page.invalid.title': 'This is no link of ours',
  'page.invalid.text': 'It may have been cut in two. Open it from the mail itself, or copy all of it.',
  'page.stale': 'What you pressed was no longer current, and nothing was done. This is how it stands now.',
  'page.done': 'Noted.',
  'page.back': 'Back',
  'page.busy.title': 'Too many requests',
  'page.busy.text': 'Wait a minute, then load this page again. Nothing was changed.',
  'page.trouble': 'That did not work, and nothing was changed. Try again in a minute.',
  'page.unshown':
    'What you pressed may have been done, but how it stands cannot be shown just now. Open the link from the mail again in a minute.',
  'page.errors': 'Please look at what is marked below.',
  'page.person': 'Their address, such as name@example.com.',
  'page.noPerson': 'Nobody is known under this address. Check it, or ask HR.',
  'page.notADay': 'This is no day; expected one such as 2026-12-31.',
  'page.notATime': 'This is no time; expected one such as 17:30.',
  'page.notANumber': 'Expected a whole number from {min} to {max}.',
  'page.tooLong': 'At most {max} characters, please; there are {length}.',
  'page.tooShort': 'At least {min} characters, please.',
  'page.notAChoice': 'Choose one of the answers that are listed.',

  'contact.title': 'Reached afterwards',
  'contact.introOwn':
    'When your access ends, Relais can write to you at an address of your own: about your checklist, the exit survey and your dates, and for nothing else.',
  'contact.intro':
    'When the access of {name} ends, Relais can write to them at an address of their own: about their checklist, the exit survey and their dates, and for nothing else.',
  'contact.email': 'Private address',
  'contact.hint':
    'Only the person leaving, HR and administrators see it. It is kept with this departure and goes with it.',
  'contact.save': 'Save',
  'contact.remove': 'Remove the address',
  'contact.removeTitle': 'Remove the address?',
  'contact.removeOwn': 'Once your access has ended, nothing of Relais reaches you any more.',
  'contact.removeText': 'Once access has ended, nothing of Relais reaches {name} any more.',
  'contact.noAddress': 'This is no e-mail address; expected one such as name@example.com.',
  'contact.saved':
    'Noted. Whoever reads it there is asked first whether the address is right; once they say so, Relais writes there when access has ended.',
  'contact.removed': 'The address is removed.',
  'contact.ask': 'Once your access has ended, Relais cannot reach you here any more.',
  'contact.askEnded': 'Your access has ended: soon Relais may not reach you here any more.',
  'contact.known': 'Once access has ended, Relais writes to {email}. The address is confirmed.',
  'contact.knownOpen':
    'A question was sent, or will be, to {email}: whoever reads it there says that the address is right. Until then nothing else goes there.',
  'contact.knownDenied':
    'Whoever reads {email} says that it is not the right address, or wants nothing there. Nothing more goes there: give another one.',
  'contact.state.none': 'No address for afterwards is known.',
  'contact.state.open': 'An address for afterwards is given, and not confirmed yet: nothing goes there before.',
  'contact.state.confirmed': 'An address for afterwards is given and confirmed.',
  'contact.state.denied': 'The address for afterwards is the wrong one: HR needs another.',
  'contact.question.title': '{name}: is this address yours?',
  'contact.question.text':
    '{name} was given this address to write to. Please say whether it is yours. Until you do, nothing comes here but this question, twice at most.',
  'contact.question.yes': 'Yes, it is mine',
  'contact.question.no': 'No, write nothing here',
  'contact.question.else': 'If you do not know why this comes to you, choose no, or do nothing.',
  'contact.question.why': 'This question comes from a machine. Nobody reads answers to this address.',
  'contact.confirmed': 'Thank you. This address is confirmed.',
  'contact.denied': 'Thank you. Nothing more comes to this address.',
  'contact.over': 'This question is settled. Nothing was changed.',
  'date.lastDay': 'Your last working day',
  'date.invited': 'For your calendar: {title}, {when}',
  'date.moved': 'New date: {title}, {when}',
  'date.over': 'No longer in your calendar: {title}',
  'date.overUnnamed': 'A date was taken out of your calendar',
  'date.more': 'An earlier message about it has the link to the page that says how things stand.',
  'heads.subject': 'Relais: where the journals end',
  'heads.keep':
    'Keep this message. Its last line says where each journal of Relais ends today, and that the line before was not changed. Saved line by line into a file, oldest first, it shows whether the database was set back to an older copy: relais audit verify --heads <file>.',
  'mail.discreet': 'Something is waiting for you in Relais',
  'mail.discreetFirst': 'This is confidential. Open it where nobody reads along.',
  'mail.alsoSent':
    'Because {platform} did not answer, this was also sent by e-mail: {when}. What is answered there counts here.',
  'alert.contact-open.past': 'An address for afterwards was not confirmed',
  'alert.contact-open.title': 'The address for afterwards is not confirmed',
  'alert.contact-open.text':
    'Nobody has answered at the private address of {name}, so nothing goes there. Call, check the address letter by letter, and give it anew: then it is asked again.',
  'alert.contact-denied.past': 'An address for afterwards was the wrong one',
  'alert.contact-denied.title': 'The address for afterwards is the wrong one',
  'alert.contact-denied.text':
    'Whoever reads the address given for {name} says that it is not theirs, or wants nothing there. They learnt nothing of the departure before they confirmed it. Call, and give the right one.',
  'alert.contact-lost.past': 'Mails to an address for afterwards did not arrive',
  'alert.contact-lost.title': 'The address for afterwards cannot be reached',
  'alert.contact-lost.text':
    'A mail server says that mails to the private address of {name} cannot be delivered. Call, check the address letter by letter, and give it anew.',
  'alert.mail-returned.past': 'A mail had come back',
  'alert.mail-returned.title': 'A mail came back',
  'alert.mail-returned.text':
    'In the departure of {name}, a mail server says that a mail to {what} was not delivered. Such a word can be forged, so Relais goes on writing there; make sure by phone that they know what is asked of them.',
  'alert.mailReturnedNow': 'Somebody has looked into it',
  'contact.give': 'Give a private address',
  'contact.change': 'Change the address',
  'contact.button': 'Reached afterwards',
} as const;
