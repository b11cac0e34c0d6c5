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
  'contact.saved': 'Noted. Relais writes there once access has ended.',
  'contact.removed': 'The address is removed.',
  'contact.ask': 'Once your access has ended, Relais cannot reach you here any more.',
  'contact.known': 'Once your access has ended, Relais writes to {email}.',
  'contact.give': 'Give a private address',
  'contact.change': 'Change the address',
  'contact.button': 'Reached afterwards',
} as const;
