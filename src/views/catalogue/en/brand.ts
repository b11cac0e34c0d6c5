/** Public posts that are critical for the company: told by hand or by a service, decided by those who are named. */
export const brand = {
  'posts.card.title':
    '{count, plural, =0 {No post waits for a decision} one {A public post waits for your decision} other {# public posts wait for your decision}}',
  'posts.card.text':
    'Somebody says that this harms the company. Decide what is done; Relais does nothing about it by itself, and asks the next person if nobody decides in time.',
  'posts.card.none': 'All of them are decided.',
  'posts.told': 'told by {name}, {when}',
  'posts.more': '{count, plural, one {told again} other {told again # times}}, last: {words}',
  'posts.webhook': 'a connected service',
  'posts.open': 'Nobody has decided',
  'posts.decided': '{choice}, decided by {name}',
  'posts.choice.leave': 'Leave it without an answer',
  'posts.choice.answer': 'Answer it',
  'posts.choice.take-down': 'Ask for it to be taken down',
  'posts.choice.counsel': 'Ask counsel first',
  'posts.state':
    '{open, plural, =0 {No post waits} one {# post waits for a decision} other {# posts wait for a decision}}',
  'form.posts.title': 'Critical public posts',
  'form.posts.text':
    'Tell of a public post that harms the company. Those who decide are asked one after another, {hours, plural, one {an hour} other {# hours}} apart, until one has decided.',
  'form.posts.open': 'Waiting for a decision',
  'form.posts.over': 'Decided',
  'form.posts.note':
    'Posts come from people, or from a service that your company has connected. Relais watches nobody, and reads no private account.',
  'form.posts.tell': 'Tell of a post',
  'form.posts.what': 'What does it say, and why is it critical?',
  'form.posts.whatHint': 'In your words, 500 characters at most. Leave out what is private.',
  'form.posts.whatWrong': 'Write a few words, 500 characters at most.',
  'form.posts.url': 'Its public address',
  'form.posts.urlHint': 'Begins with https://. Leave it empty if there is none.',
  'form.posts.urlWrong': 'Expected an address that begins with https:// or http://, or nothing.',
  'form.posts.tellSubmit': 'Tell',
  'form.posts.one': 'Public post',
  'form.posts.choice': 'What is done?',
  'form.posts.noChoice': 'Choose what is done.',
  'form.posts.decide': 'Decide',
  'form.posts.does': 'Whoever decides sees to it, or hands it on. Nothing is posted or deleted by Relais.',
  'button.posts': 'See all posts',
  'button.postTell': 'Tell of a post',
  'notice.postTold': 'Thank you. Those who decide have been asked.',
  'notice.postDecided': 'The decision is kept, and nobody else is asked.',
  'notice.postOver': 'There is no such post, or somebody has decided.',
  'notice.postsFull':
    'Too much waits for a decision already, so this was not kept. Tell one of those who decide directly.',
  'notice.postsOwnFull':
    'Too much that you told waits for a decision already, so this was not kept. Tell one of those who decide directly.',
  'form.help.posts':
    '{channel, select, slack {/offboard post} other {post}} tells of a public post that harms the company',
  'notice.postsOff':
    'Nobody is named here who decides about public posts. An administrator names them in relais.yaml, under criticalPosts.deciders.',
} as const;
