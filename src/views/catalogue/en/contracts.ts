/** Contracts for a time: what sponsors are asked, and the list of those that end or have ended. */
export const contracts = {
  'contract.state.open': 'Nobody has decided',
  'contract.state.ends': 'It ends then',
  'contract.state.draft': 'A departure is drafted',
  'contract.state.planned': 'A departure is planned',
  'contract.state.over': 'Access ends by a departure',
  'contract.state.passed': 'Past its end, and access is not known to end',
  'contract.ends': '{days, plural, =0 {ends today, {day}} one {ends tomorrow, {day}} other {ends in # days, {day}}}',
  'contract.ended': '{days, plural, one {ended yesterday, {day}} other {ended # days ago, {day}}}',
  'contract.sponsor': 'answered for by {name}',
  'contract.noSponsor': 'nobody answers for it',
  'contract.extendedFrom': 'extended; it was to end on {day}',
  'contract.person': 'Person',
  'contract.type': 'Contract',
  'contract.sponsorLabel': 'Answers for it',
  'contract.toldEnd': 'Was to end on',
  'contracts.state':
    '{passed, plural, =0 {} one {# contract is past its end. } other {# contracts are past their end. }}{near, plural, =0 {None ends soon.} one {# ends soon.} other {# end soon.}}',
  'contracts.card.title':
    '{count, plural, =0 {No contract waits for you} one {A contract ends: do you extend it?} other {# contracts end: do you extend them?}}',
  'contracts.card.text':
    'You answer for this access. Extend it, or say that it ends: some days before the end a departure is drafted, and nothing is cut before it is planned and confirmed.',
  'contracts.card.none': 'All of them are decided.',
  'form.contracts.title': 'Contracts for a time',
  'form.contracts.none':
    'No contract with an end is known that you answer for. Ends stand in relais.yaml (contractEnd) or in a source of people.',
  'form.contracts.passed': 'Past their end',
  'form.contracts.near': 'End soon',
  'form.contracts.later': 'End later',
  'form.contracts.note':
    'Departures that you may not know of are not in this list. Access is ended by a departure alone, never by this list.',
  'form.contract.title': 'Contract',
  'form.contract.ask': 'You may extend it, or say that it ends then.',
  'form.contract.planned':
    'The departure that is planned keeps its dates: an extension is shown to those who lead it, and they take it over or not.',
  'form.contract.goesBy':
    'The departure that is there goes by {system}: an extension is shown to nobody who leads it, and access ends on its dates. Have the end changed in {system}, or tell them.',
  'form.contract.over':
    'Access has begun to end, or has ended. Whoever comes back gets a new contract, with a new end.',
  'form.extend.title': 'Extend it',
  'form.extend.text': 'The contract of {name} ends on {day}.',
  'form.extend.until': 'New last day',
  'form.extend.untilHint': 'Later than the present end. The same day belongs into your HR system or relais.yaml, too.',
  'form.extend.note':
    'Once another end is told there, it counts instead of this one. Who extended it, when and why is kept.',
  'form.extend.submit': 'Extend',
  'form.extend.noDay': 'Choose the new last day.',
  'form.extend.not-later': 'Choose a day after {day}, when it ends by now.',
  'form.extend.passed': 'Choose today or a later day.',
  'form.extend.too-far':
    'At most {days, plural, one {# day} other {# days}} at once. Extend it again when that end comes near.',
  'button.contracts': 'See all contracts',
  'button.contractsHome': 'Contracts',
  'button.contractsBack': 'All contracts',
  'button.contractExtend': 'Extend',
  'button.contractEnd': 'It ends then',
  'button.openDeparture': 'Open the departure',
  'dialog.contractEnd.title': 'Let it end?',
  'dialog.contractEnd.text':
    'The contract of {name} ends on {day}. Nobody asks you again; the departure is drafted some days before.',
  'dialog.contractEnd.deny': 'Not yet',
  'notice.contractGone': 'There is no such contract, or it is not yours to see.',
  'notice.contractOver': 'Access has begun to end, or has ended, so this contract cannot be extended any more.',
  'desk.contracts': 'Contracts',
  'desk.contracts.only': 'Show',
  'desk.contracts.all': 'All contracts',
  'desk.contracts.passed': 'Past their end',
  'desk.contracts.who': 'Person',
  'desk.contracts.contract': 'Contract',
  'desk.contracts.sponsor': 'Answers for it',
  'desk.contracts.end': 'Ends on',
  'desk.contracts.days': 'Days left',
  'desk.contracts.state': 'State',
  'form.help.contracts':
    '{channel, select, slack {/offboard contracts} other {contracts}} shows the contracts for a time that you answer for, and those past their end',
} as const;
