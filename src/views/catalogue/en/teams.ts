/** The few sentences that Teams' own ways make necessary, and the welcome after an installation. */
export const teams = {
  'teams.done': 'Noted.',
  'teams.below': 'See the message below.',
  'teams.formClosed': 'This form is closed. What became of it stands in a newer message.',
  'teams.working': 'Relais is at work. The answer comes as a message in your own chat with it.',
  'teams.inPrivate': 'The answer is in your own chat with Relais, where nobody else reads it.',
  'teams.installFirst':
    'Relais answers in your own chat with it only, and cannot write there yet. Add the Relais app for yourself under Apps in Teams (or let it through again, if you blocked it), then say the same there.',
  'teams.inTeam':
    'Relais is here now, to know who is who. It never speaks about anybody’s departure among others: open your own chat with it, and type help.',

  'teams.welcome.title': 'Welcome to Relais',
  'teams.welcome.what':
    'When somebody leaves, Relais walks their manager through it, hands every open responsibility to a named teammate, reminds whoever is late, and ends access at the right moment once the right people have confirmed it.',
  'teams.welcome.installer': 'Installed by {installer}.',
  'teams.welcome.match': 'Relais knows you by your address, {email}.',
  'teams.welcome.elsewhere': 'Relais knows you by your address, {email}. You are the same person on {channels}.',
  'teams.welcome.unknown':
    'Relais does not know you yet: Teams did not tell your address, or two accounts have it. Ask your administrator.',
  'teams.welcome.next': 'Next: look at what waits for you, or start a departure with offboard and the person’s @name.',
  'button.home': 'My tasks and departures',
} as const;
