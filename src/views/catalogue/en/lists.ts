/** Lists that are brought as files: for a wave, or in place of a file of HR. */
export const lists = {
  'lists.title': 'Bring a list',
  'lists.intro':
    'A CSV file, as a spreadsheet saves it. It is brought on a page of Relais, not in the chat, which would keep it.',
  'lists.wave': 'People for a wave of departures',
  'lists.hr': 'The list “{system}”',
  'lists.own':
    'The links are yours alone, and work for half an hour. Nothing begins before you have seen what would happen.',
  'lists.nowhere': 'Nobody has told Relais where people reach its pages. An administrator sets RELAIS_PUBLIC_URL.',
  'page.list.field': 'CSV file',
  'page.list.hint':
    'UTF-8, or as Excel saves it; columns apart by commas, semicolons or tabs. The first row names the columns. At most {size} MB.',
  'page.list.show': 'Show what it would change',
  'page.list.check': 'Add to the list and check',
  'page.list.nothing': 'Choose a file first.',
  'page.list.tooLarge': 'At most {size} MB, please.',
  'page.list.wave':
    '{added, plural, one {# row was} other {# rows were}} added. {good, plural, one {# row of your list is} other {# rows of your list are}} ready, {bad, plural, =0 {none} other {#}} to correct. Nothing has begun: go on in the chat, where you see each row.',
  'page.list.changed': 'Somebody changed this list meanwhile. Choose the file once more.',
  'page.list.refused': 'This file is not taken: “{why}”',
  'page.list.preview': 'What it would change',
  'page.list.same': 'Nothing: it says of everybody what the list before it said.',
  'page.list.gone': '{name}: no longer listed; what HR said before stands',
  'page.list.leaves': 'leaves on {day}, contract until {end} ({reason})',
  'page.list.reason.resignation': 'resignation',
  'page.list.reason.dismissal': 'dismissal',
  'page.list.reason.redundancy': 'redundancy',
  'page.list.reason.retirement': 'retirement',
  'page.list.reason.end-of-contract': 'end of contract',
  'page.list.reason.other': 'another reason',
  'page.list.reason.unknown': 'reason not said',
  'page.list.moves': 'moves on {day}',
  'page.list.stays': 'stays',
  'page.list.change': '{name} (line {line}): {before} → {after}',
  'page.list.more': 'and {count, plural, one {# more} other {# more}}',
  'page.list.problems':
    '{count, plural, one {# line cannot be read} other {# lines cannot be read}}, so nothing is taken. Correct the file and choose it once more.',
  'page.list.problem': 'Line {line}: “{problem}”',
  'page.list.put': 'Put it in place',
  'page.list.then': 'Relais then reads it, and asks about each end by a card. Nothing is cut by it.',
  'page.list.done':
    '{rows, plural, one {# row is} other {# rows are}} in place. Relais reads the list now; each end is asked about in the chat as it comes near.',
  'page.list.over': 'Open a new link with “{button}”.',
  'button.lists': 'Bring a CSV file',
} as const;
