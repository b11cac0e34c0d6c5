/** What colleagues are told of a departure: drafted, approved, posted, taken back. */
export const announcement = {
  'announcement.section': 'What colleagues are told',
  'announcement.title': 'About {name}',
  'announcement.over': 'This message was taken back.',
  'announcement.proposed.warm':
    '{over, select, yes {{name} has left us} other {{name} is leaving us}}. Thank you, {first}, for all that you brought to the team. We wish you the very best for what comes next.\n\n{contact, select, none {Questions about this work go to the team.} other {Questions about this work go to {contact}.}}',
  'announcement.proposed.plain':
    '{over, select, yes {{name} no longer works with us} other {{name} is leaving the company}}.\n\n{contact, select, none {Questions about this work go to the team.} other {Questions about this work go to {contact}.}}',
  'announcement.proposed.move':
    '{name} is taking on a new role in the company. Thank you, {first}, for all that you brought to the team, and a good start in the new role.\n\n{contact, select, none {Questions about the work so far go to the team.} other {Questions about the work so far go to {contact}.}}',
  'announcement.lastDayInRole': 'Last day in this role',
  'announcement.intro':
    'Colleagues of {name} read this in the channels that you choose. Relais wrote a proposal: change it as you like. Below it stand the last working day, unless the departure is confidential, and the handovers that you tick, with whoever has taken them over. These lines stay up to date by themselves.',
  'announcement.needsHr': 'Somebody of HR approves it too. Until then nothing is posted.',
  'announcement.noChannels':
    'Channels are chosen in Slack or Microsoft Teams. Those that were chosen there stay as they are.',
  'announcement.elsewhere':
    '{count, plural, one {One channel was} other {# channels were}} chosen on another platform and stay as they are.',
  'announcement.field.text': 'Text ({language})',
  'announcement.field.handovers': 'Handovers to name',
  'announcement.field.channel': 'Where it is posted',
  'announcement.field.more': 'In this channel too',
  'announcement.field.date': 'On this day',
  'announcement.field.time': 'At this time',
  'announcement.hint.text':
    'Leave it empty not to post in this language. Why somebody leaves does not belong here: Relais posts no text that says so.',
  'announcement.hint.handovers': 'Whoever reads the channel sees what these are called.',
  'announcement.hint.channel':
    '{channel, select, slack {Relais has to be in it: type /invite @Relais there.} other {Relais has to be in its team: add the app to the team.}}',
  'announcement.hint.date':
    'Leave day and time empty to post it at once. It never comes before the person leaving has heard, nor while the departure is confidential.',
  'announcement.noText': 'Write a text in one language at least.',
  'announcement.noChannel': 'Choose a channel.',
  'announcement.shared': 'People of another organisation read this channel. Choose another one.',
  'announcement.dayAndTime': 'Give both a day and a time, or neither.',
  'announcement.at': 'Comes {when} in {count, plural, one {one channel} other {# channels}}',
  'announcement.atOnce': 'Comes at once in {count, plural, one {one channel} other {# channels}}',
  'announcement.onceRevealed':
    'Comes in {count, plural, one {one channel} other {# channels}} as soon as the departure is no secret any more',
  'announcement.waiting': 'waiting',
  'announcement.waits': 'The text waits for somebody of {role} to approve it',
  'announcement.lost': 'It could not be posted in a channel of {channel}: {reason}',
  'announcement.state.told': 'posted',
  'announcement.told': 'It stands in {count, plural, one {one channel} other {# channels}}',
  'announcement.text': 'The text',
  'announcement.when': 'When',
  'announcement.checkTitle': 'What colleagues of {name} are to be told',
  'announcement.check': '{name} wants to tell colleagues this. It is posted once you approve it, to the letter.',
  'announcement.checked': 'The text is approved. Nothing is left for you to do.',
  'announcement.checkOver': 'Nothing waits for you any more.',
  'form.announcement.title': 'Tell colleagues',
  'form.announcement.submit': 'Approve the text',
  'button.announcement': 'Tell colleagues',
  'button.approveText': 'Approve this text',
  'button.changeText': 'Change the text',
  'button.takeBack': 'Take it back',
  'dialog.announcement.title': 'Take it back?',
  'dialog.announcement.text':
    'Nothing is posted any more, and what stands in channels is deleted. Whoever has read it has read it.',
  'dialog.announcement.confirm': 'Take it back',
  'dialog.announcement.deny': 'Leave it',
  'notice.announcementApproved': 'The text is approved.',
  'notice.announcementConfirmed': 'Approved. Relais posts the text to the letter when its time has come.',
  'notice.announcementTakenBack': 'Taken back. What stands in channels is being deleted.',
  'refusal.announcement-reason':
    'The text says why the person leaves (“{word}”), which stays between them and the company. Leave that out.',
  'refusal.announcement-in-past': 'This time has already passed. Choose a later one, or leave day and time empty.',
  'refusal.announcement-needs-hr':
    'Somebody else of HR has to approve this text, and there is nobody. Whoever runs Relais adds people under organisation.roles.hr in relais.yaml.',
  'refusal.announcement-none': 'Nothing is to be told, so there is nothing to take back.',
  'refusal.announcement-none-waits': 'No text waits to be approved.',
  'refusal.announcement-own': 'You proposed this text yourself, so somebody else of HR has to approve it.',
} as const;
