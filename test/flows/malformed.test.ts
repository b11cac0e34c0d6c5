import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/flows/flow-error.ts';
import { parseFlow } from '../../src/flows/load-flows.ts';
import { sampleFlow, sampleWith } from './sample-flow.ts';

const problemsOf = (text: string) => parseFlow(text, 'sample.yaml').problems.map(describeProblem);
const confidential = ['version: 1', 'version: 1\nconfidential: true'] as const;
const lateFarewell = ['farewell: { from: last-working-day, offset: -1 }', 'farewell: { from: cut-off }'] as const;
const lateSurvey = ['opens: { from: last-working-day, offset: -2 }', 'opens: { from: cut-off, offset: 1 }'] as const;
const lateSecond = [
  '    owner: leaver\n    next: [manager]\n',
  '    owner: leaver\n    starts: { from: cut-off }\n',
] as const;
const lateDue = [
  'due: { from: last-working-day }\n  - id: third',
  'due: { from: cut-off, offset: 1 }\n  - id: third',
] as const;
const lateClose = ['closes: { from: last-working-day, offset: 14 }', 'closes: { from: cut-off, offset: 14 }'] as const;

const fourth = (rest: string) =>
  `  - id: fourth\n    title: { en: Fourth, fr: Quatrième }\n    owner: it\n    ${rest}\n`;

describe('a malformed flow', () => {
  it('canary: the sample itself has no problems', () => {
    expect(problemsOf(sampleFlow)).toEqual([]);
    expect(parseFlow(sampleFlow, 'sample.yaml').flow?.steps.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
    expect(problemsOf(sampleWith(confidential, lateFarewell, lateSurvey, lateClose, lateSecond, lateDue))).toEqual([]);
  });

  it.each<[name: string, text: string, problem: string]>([
    [
      'an unknown key',
      sampleWith(['reminders:', 'remindrs:']),
      'sample.yaml:29:5: steps[0].remindrs: unknown key; did you mean reminders?',
    ],
    [
      'a key in another spelling',
      sampleWith(['workerTypes:', 'worker_types:']),
      'sample.yaml:5:1: worker_types: unknown key; did you mean workerTypes?',
    ],
    [
      'a key that is near nothing',
      sampleWith(['version: 1', 'version: 1\ncolour: red']),
      'sample.yaml:3:1: colour: unknown key; known here are id, version, name, kinds',
    ],
    [
      'an unknown key deep inside',
      sampleWith(['{ offset: 1 }, to', '{ ofset: 1 }, to']),
      'sample.yaml:30:26: steps[0].escalate.after.ofset: unknown key; did you mean offset?',
    ],
    [
      'a question of one’s own of no known type',
      sampleWith(['survey:\n', `survey:\n  questions: [{ id: q, type: stars, text: Well? }]\n`]),
      'sample.yaml:',
    ],
    [
      'a question of one’s own that stands twice',
      sampleWith([
        'survey:\n',
        `survey:\n  questions: [{ id: q, type: scale, text: A }, { id: q, type: text, text: B }]\n`,
      ]),
      'expected each question’s id once',
    ],
    [
      'a choice between one thing',
      sampleWith([
        'survey:\n',
        `survey:\n  questions: [{ id: q, type: choice, text: A, options: [{ id: a, text: A }] }]\n`,
      ]),
      'survey.questions[0].options',
    ],
    ['a missing key', sampleWith(['version: 1\n', '']), 'sample.yaml:1:1: version: is missing; expected a number'],
    [
      'a missing key of a step',
      sampleWith(['    owner: hr\n', '']),
      'sample.yaml:24:5: steps[0].owner: is missing; expected one of manager, leaver, hr, it, admin',
    ],
    [
      'a worker type without a name',
      sampleWith(['workerTypes: [employee]', 'workerTypes: [employee, apprentice]']),
      'sample.yaml:5:25: workerTypes[1]: expected one of employee, contractor, consultant, field-agent; found "apprentice"; a worker type of your own gets its name here under names',
    ],
    [
      'a worker type that is nearly one',
      sampleWith(['workerTypes: [employee]', 'workerTypes: [intrn]\nnames: { intern: { en: Intern, fr: Stagiaire } }']),
      'sample.yaml:5:15: workerTypes[0]: expected one of employee, contractor, consultant, field-agent, intern; found "intrn"; did you mean intern?',
    ],
    [
      'a kind without a name',
      sampleWith(['kinds: [resignation]', 'kinds: [resignation, internship]']),
      'sample.yaml:4:22: kinds[1]: expected one of resignation, dismissal, redundancy, retirement, contract-end, internal-move; found "internship"; a kind of your own gets its name here under names',
    ],
    [
      'a kind that is nearly one',
      sampleWith(['kinds: [resignation]', 'kinds: [resignaton]']),
      'sample.yaml:4:9: kinds[0]: expected one of resignation, dismissal, redundancy, retirement, contract-end, internal-move; found "resignaton"; did you mean resignation?',
    ],
    [
      'a name for nothing',
      sampleWith(['workerTypes: [employee]', 'workerTypes: [employee]\nnames: { intern: Intern }']),
      'sample.yaml:6:18: names.intern: names intern, which is in neither workerTypes nor kinds',
    ],
    [
      'a role that nobody named',
      sampleWith(['owner: hr', 'owner: legal']),
      'sample.yaml:26:12: steps[0].owner: expected one of manager, leaver, hr, it, admin; found "legal"; roles of your own are named in organisation.ownRoles of relais.yaml',
    ],
    [
      'an approval by the leaver',
      sampleWith(['owner: hr', 'owner: hr\n    approvers: [leaver]']),
      'sample.yaml:27:17: steps[0].approvers[0]: the person who leaves cannot approve',
    ],
    [
      'a condition that asks nothing',
      sampleWith(['owner: hr', 'owner: hr\n    when: {}']),
      'sample.yaml:27:5: steps[0].when: expected at least one condition, such as countries or teams',
    ],
    [
      'a condition that there is none of',
      sampleWith(['owner: hr', 'owner: hr\n    when: { team: [Sales] }']),
      'sample.yaml:27:13: steps[0].when.team: unknown key; did you mean teams?',
    ],
    [
      'a wait for a step that is not there, so long after',
      sampleWith(['after: [first]', 'after: [{ step: fist, offset: 2 }]']),
      'sample.yaml:35:21: steps[1].after[0].step: there is no step fist in this flow',
    ],
    [
      'a wait of an unknown unit',
      sampleWith(['after: [first]', 'after: [{ step: first, unit: weeks }]']),
      'sample.yaml:35:34: steps[1].after[0].unit: expected one of minutes, hours, days, business-days; found "weeks"',
    ],
    [
      'a step that is left out before it is due',
      sampleWith(['proof: note', 'proof: note\n    until: cut-off']),
      'sample.yaml:44:12: steps[2].until: the step is due after access has ended, when it is left out',
    ],
    [
      'a step that begins when it is left out',
      sampleWith([
        'due: { from: cut-off, offset: 1, unit: business-days }\n    proof: note',
        'due: { from: start, offset: 1, unit: hours }\n    until: cut-off',
      ]),
      'sample.yaml:43:12: steps[2].until: the step begins once access has ended, when it is left out',
    ],
    [
      'a step that waits for one that begins when it is left out',
      `${sampleWith()}${fourth('due: { from: start, offset: 1, unit: hours }\n    after: [third]\n    until: cut-off')}`,
      'sample.yaml:49:12: steps[3].until: the step begins once access has ended, when it is left out',
    ],
    [
      'a step that would be lost with one that access left out',
      sampleWith(
        [
          'due: { from: last-working-day, offset: -2 }',
          'due: { from: last-working-day, offset: -2 }\n    until: cut-off',
        ],
        ['after: [first]', 'after: [{ step: first, if: done }]'],
      ),
      'sample.yaml:36:21: steps[1].after[0].step: waits for first to be done, which is left out once access begins to end',
    ],
    [
      'a step that is due when it begins',
      sampleWith(['due: { from: last-working-day }\n  - id: third', 'due: { from: start }\n  - id: third']),
      'sample.yaml:36:5: steps[1].due: is not after the start of the step, so nobody could be on time',
    ],
    [
      'a thing without things',
      sampleWith(['{ en: Second, fr: Deuxième }', "'Wipe {item}'"]),
      'sample.yaml:32:12: steps[1].title: {item} stands for the thing that a step is repeated for; add forEach to the step',
    ],
    [
      'a link that is none',
      sampleWith(['owner: hr', "owner: hr\n    links: [{ label: Guide, url: 'javascript:alert(1)' }]"]),
      'sample.yaml:27:34: steps[0].links[0].url: expected an address that begins with https:// or http://',
    ],
    [
      'circles over waits that take a while',
      sampleWith(['owner: hr', 'owner: hr\n    after: [{ step: third, offset: 1 }]']),
      'these steps wait for each other, so none could begin: first → third → second → first',
    ],
    [
      'a text in no language',
      sampleWith(['{ en: Second, fr: Deuxième }', '{}']),
      'sample.yaml:32:5: steps[1].title: expected a text in en, in fr, or in both',
    ],
    ['an empty text', sampleWith(['en: Second', "en: ''"]), 'sample.yaml:32:18: steps[1].title.en: must not be empty'],
    [
      'an unknown word',
      sampleWith(['from: last-working-day, at', 'from: last-workday, at']),
      'sample.yaml:8:22: cutOff.suggested.from: expected one of planned, last-working-day, contract-end, cut-off; found "last-workday"; did you mean last-working-day?',
    ],
    [
      'an unknown role',
      sampleWith(['owner: hr', 'owner: boss']),
      'sample.yaml:26:12: steps[0].owner: expected one of manager, leaver, hr, it, admin; found "boss"',
    ],
    [
      'a number where text belongs',
      sampleWith(['en: First', 'en: 1']),
      'sample.yaml:25:18: steps[0].title.en: expected text; found 1; put it in quotes',
    ],
    [
      'text where a number belongs',
      sampleWith(['offset: -5', 'offset: five']),
      'sample.yaml:27:47: steps[0].starts.offset: expected a number; found "five"',
    ],
    [
      'a fraction',
      sampleWith(['offset: -5', 'offset: 1.5']),
      'sample.yaml:27:47: steps[0].starts.offset: expected a whole number; found 1.5',
    ],
    [
      'a list where a group belongs',
      sampleWith(['{ en: First, fr: Premier }', '[First, Premier]']),
      'sample.yaml:25:5: steps[0].title: expected a group of keys; found a list',
    ],
    [
      'nothing after a colon',
      sampleWith(['steps:', 'steps: null\nnotes:']),
      'sample.yaml:23:8: steps: expected a list; found nothing',
    ],
    [
      'a time that is none',
      sampleWith(["'18:00'", "'25:00'"]),
      'sample.yaml:8:44: cutOff.suggested.at: expected HH:mm; found "25:00"',
    ],
    [
      'an id that is none',
      sampleWith(['id: first', 'id: First Step']),
      'sample.yaml:24:9: steps[0].id: expected lower-case words joined by hyphens; found "First Step"',
    ],
    [
      'too large a number',
      sampleWith(['offset: 14', 'offset: 9999']),
      'sample.yaml:16:45: survey.closes.offset: expected at most 2600; found 9999',
    ],
    [
      'too small a number',
      sampleWith(['count: 1', 'count: 0']),
      'sample.yaml:12:14: confirmation.confirmers[0].count: expected at least 1; found 0',
    ],
    [
      'an empty list',
      sampleWith(['kinds: [resignation]', 'kinds: []']),
      'sample.yaml:4:1: kinds: expected at least 1 item; found 0',
    ],
    [
      'too long a list',
      sampleWith([
        'reminders: [{ offset: -1 }]',
        `reminders: [${Array.from({ length: 7 }, () => '{ offset: 1 }').join(', ')}]`,
      ]),
      'sample.yaml:29:5: steps[0].reminders: expected at most 6 items; found 7',
    ],
    [
      'a step that waits for an unknown one',
      sampleWith(['after: [first]', 'after: [frist]']),
      'sample.yaml:35:13: steps[1].after[0]: there is no step frist in this flow; known are first, second, third',
    ],
    [
      'a step that waits for itself',
      sampleWith(['after: [first]', 'after: [second]']),
      'sample.yaml:35:13: steps[1].after[0]: a step cannot wait for itself',
    ],
    [
      'a step that waits for a later one',
      sampleWith(['after: [first]', 'after: [third]'], ['    after: [second]\n', '']),
      'sample.yaml:35:13: steps[1].after[0]: waits for third, which is due later than this step',
    ],
    [
      'two steps with one id',
      sampleWith(['id: second', 'id: first'], ['    after: [first]\n', ''], ['after: [second]', 'after: [first]']),
      'sample.yaml:31:9: steps[1].id: the id first is already that of step 1; ids must differ',
    ],
    [
      'a due before the start',
      sampleWith(['due: { from: last-working-day, offset: -2 }', 'due: { from: last-working-day, offset: -6 }']),
      'sample.yaml:28:5: steps[0].due: is not after the start of the step, so nobody could be on time',
    ],
    [
      'a due at the start',
      sampleWith(['due: { from: last-working-day, offset: -2 }', 'due: { from: last-working-day, offset: -5 }']),
      'sample.yaml:28:5: steps[0].due: is not after the start',
    ],
    [
      'a due that is before the start over some weekends only',
      sampleWith([
        'due: { from: last-working-day, offset: -2 }',
        'due: { from: last-working-day, offset: -4, unit: business-days }',
      ]),
      'sample.yaml:28:5: steps[0].due: is not after the start',
    ],
    [
      'a due before the start from another anchor',
      sampleWith(
        [
          'due: { from: cut-off, offset: 1, unit: business-days }\n    proof',
          'due: { from: last-working-day, offset: -1 }\n    proof',
        ],
        ['    after: [second]\n', ''],
      ),
      'sample.yaml:41:5: steps[2].due: is not after the start',
    ],
    [
      'a time of day with hours',
      sampleWith(['starts: { from: cut-off }', "starts: { from: cut-off, offset: 2, unit: hours, at: '09:00' }"]),
      'sample.yaml:40:58: steps[2].starts.at: a time of day goes with days or business-days, not with hours',
    ],
    [
      'a time of day with minutes',
      sampleWith(["at: '18:00' }", "unit: minutes, at: '18:00' }"]),
      'sample.yaml:8:59: cutOff.suggested.at: a time of day goes with days or business-days, not with minutes',
    ],
    [
      'a cut-off counted from itself',
      sampleWith(['suggested: { from: last-working-day', 'suggested: { from: cut-off']),
      'sample.yaml:8:22: cutOff.suggested.from: the cut-off cannot be counted from itself',
    ],
    [
      'a survey that closes before it opens',
      sampleWith(['offset: 14', 'offset: -3']),
      'sample.yaml:16:3: survey.closes: is not after the survey opens',
    ],
    [
      'an escalation to the owner',
      sampleWith(['to: admin', 'to: hr']),
      'sample.yaml:30:43: steps[0].escalate.to: escalates to hr, who owns the step; name somebody else',
    ],
    [
      'a next owner who is the owner',
      sampleWith(['next: [manager]', 'next: [leaver]']),
      'sample.yaml:34:12: steps[1].next[0]: leaver owns the step already',
    ],
    [
      'a role that confirms twice',
      sampleWith(['count: 1\n', 'count: 1\n    - role: it\n      count: 2\n']),
      'sample.yaml:13:13: confirmation.confirmers[1].role: it is there already; raise its count instead',
    ],
    [
      'a title for a book',
      sampleWith(['en: First', `en: ${'very '.repeat(30)}long`]),
      'sample.yaml:25:18: steps[0].title.en: expected at most 120 characters; put the rest into notes',
    ],
    [
      'notes for a book',
      sampleWith(['owner: hr', `owner: hr\n    notes: { en: short, fr: ${'très '.repeat(300)}long }`]),
      'sample.yaml:27:29: steps[0].notes.fr: expected at most 1000 characters',
    ],
    [
      'a tab for indentation',
      sampleWith(['    owner: hr', '\towner: hr']),
      'sample.yaml:26:1: not valid YAML: Tabs are not allowed as indentation',
    ],
    ['a quote that is not closed', sampleWith(["'18:00'", "'18:00"]), 'not valid YAML: '],
    [
      'a key twice',
      sampleWith(['version: 1', 'version: 1\nversion: 2']),
      'sample.yaml:3:1: not valid YAML: Map keys must be unique',
    ],
    ['a reference to nothing', sampleWith(['name: { en: Sample', 'name: { en: *gone']), 'not valid YAML: '],
    ['an empty file', '', 'sample.yaml: the file is empty'],
    ['only a comment', '# later\n', 'sample.yaml: the file is empty'],
    ['a text instead of a flow', 'Dear diary', 'sample.yaml:1:1: expected a group of keys; found "Dear diary"'],
  ])('with %s is told with its place', (_, text, problem) => {
    const problems = problemsOf(text);
    expect(problems.join('\n')).toContain(problem);
    expect(parseFlow(text, 'sample.yaml').flow).toBeNull();
  });

  it.each<[name: string, changes: (readonly [string, string])[], problem: string]>([
    [
      'a step of the leaver without a start',
      [lateFarewell, lateSurvey, lateClose],
      "sample.yaml:34:12: steps[1].owner: the leaver's step begins too early",
    ],
    [
      'a step of the leaver before the cut-off',
      [
        lateFarewell,
        lateSurvey,
        lateClose,
        lateDue,
        [lateSecond[0], lateSecond[1].replace('from: cut-off', 'from: cut-off, offset: -1, unit: hours')],
      ],
      "steps[1].starts: the leaver's step begins too early",
    ],
    [
      'a step of the leaver counted from another day',
      [
        lateFarewell,
        lateSurvey,
        lateClose,
        lateDue,
        [lateSecond[0], lateSecond[1].replace('from: cut-off', 'from: contract-end')],
      ],
      "steps[1].starts: the leaver's step begins too early",
    ],
    [
      'a step of the leaver at a time of the same day',
      [
        lateFarewell,
        lateSurvey,
        lateClose,
        lateDue,
        [lateSecond[0], lateSecond[1].replace('from: cut-off', "from: cut-off, at: '09:00'")],
      ],
      "steps[1].starts: the leaver's step begins too early",
    ],
    [
      'a farewell before the cut-off',
      [lateSurvey, lateClose, lateSecond, lateDue],
      'sample.yaml:14:1: farewell: expected from: cut-off and an offset of 0 or more',
    ],
    [
      'a survey before the cut-off',
      [lateFarewell, lateSecond, lateDue],
      'sample.yaml:16:3: survey.opens: expected from: cut-off and an offset of 0 or more',
    ],
    [
      'a step that falls to the leaver',
      [lateFarewell, lateSurvey, lateClose, lateSecond, lateDue, ['owner: hr', 'owner: hr\n    next: [leaver]']],
      'steps[0].next[0]: a step of a confidential flow must not fall to the leaver',
    ],
    [
      'an escalation to the leaver',
      [lateFarewell, lateSurvey, lateClose, lateSecond, lateDue, ['to: admin', 'to: leaver']],
      'steps[0].escalate.to: a confidential flow must not escalate to the leaver',
    ],
  ])('that is confidential with %s is told with its place', (_, changes, problem) => {
    expect(problemsOf(sampleWith(confidential, ...changes)).join('\n')).toContain(problem);
  });

  it('tells a circle of steps once, with the whole way round', () => {
    const circle = sampleWith(
      ['owner: hr', 'owner: hr\n    after: [third]'],
      ['starts: { from: cut-off }', 'starts: { from: planned }'],
    );
    const told = problemsOf(circle).filter((problem) => problem.includes('wait for each other'));
    expect(told).toEqual([
      'sample.yaml:27:5: steps[0].after: these steps wait for each other, so none could begin: first → third → second → first',
    ]);
  });

  it('tells all mistakes of a file at once, from the top', () => {
    const problems = problemsOf(
      sampleWith(['version: 1', 'version: one'], ['owner: hr', 'owner: boss'], ['proof: note', 'prof: note']),
    );
    expect(problems.map((problem) => problem.split(':')[1])).toEqual(['2', '26', '43']);
  });
});
