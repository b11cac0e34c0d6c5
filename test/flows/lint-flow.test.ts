import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/flows/flow-error.ts';
import { lintFlow } from '../../src/flows/lint-flow.ts';
import { parseFlow, readFlows, shippedFlowsDir } from '../../src/flows/load-flows.ts';
import { sampleFlow, sampleWith } from './sample-flow.ts';

function lint(text: string): string[] {
  const { flow, raw, problems, locate } = parseFlow(text, 'sample.yaml');
  if (!flow) throw new Error(problems.map(describeProblem).join('\n'));
  return lintFlow(flow, raw).map(({ level, path, message }) => `${level} ${describeProblem(locate(path, message))}`);
}

const title = '    title: { en: Third, fr: Troisième }\n    owner: it\n';

describe('lint', () => {
  it('finds nothing in the flows that come with Relais, nor in the sample', async () => {
    const read = await readFlows(shippedFlowsDir);
    expect(read).toHaveLength(5);
    expect(read.flatMap(({ flow, raw }) => lintFlow(flow, raw))).toEqual([]);
    expect(lint(sampleFlow)).toEqual([]);
  });

  it.each<[name: string, text: string, found: string]>([
    [
      'a kind that never comes',
      sampleWith([title, `${title}    when: { kinds: [retirement] }\n`]),
      'contradiction sample.yaml:40:13: steps[2].when.kinds: can never hold: this flow is for resignation only',
    ],
    [
      'a contract that never comes',
      sampleWith([title, `${title}    when: { workerTypes: [consultant] }\n`]),
      'contradiction sample.yaml:40:13: steps[2].when.workerTypes: can never hold: this flow is for employee only',
    ],
    [
      'a condition that says nothing',
      sampleWith([title, `${title}    when: { kinds: [resignation] }\n`]),
      'note sample.yaml:40:13: steps[2].when.kinds: holds for every departure of this flow; it can be left out',
    ],
    [
      'a step for each thing, where there is none',
      sampleWith([title, `${title}    forEach: equipment\n    when: { hasEquipment: false }\n`]),
      'contradiction sample.yaml:41:27: steps[2].when.hasEquipment: can never hold: the step is done for each thing',
    ],
    [
      'a wait for a step that may not apply',
      sampleWith(['    owner: hr\n', '    owner: hr\n    when: { teams: [Sales] }\n']),
      'contradiction sample.yaml:36:13: steps[1].after[0]: waits for first, which has a condition that this step does not have',
    ],
    [
      'a wait for an optional step',
      sampleWith(['    owner: hr\n', '    owner: hr\n    optional: true\n']),
      'contradiction sample.yaml:36:13: steps[1].after[0]: waits for first, which its owner may leave out; then this step begins as if that were done; write { step: first, if: done } where it should not',
    ],
    [
      'a wait for things that there may be none of',
      sampleWith(['    owner: hr\n', '    owner: hr\n    forEach: credential\n']),
      'contradiction sample.yaml:36:13: steps[1].after[0]: waits for first, of which there is none when there is no credential',
    ],
    [
      'a licence before the hand-over',
      sampleWith(['title: { en: First, fr: Premier }', 'title: { en: Take the licence back, fr: Retirer la licence }']),
      'contradiction sample.yaml:28:5: steps[0].due: takes a licence back before handovers are due',
    ],
    [
      'handovers after the end of access',
      sampleWith(['handovers:\n  due: { from: last-working-day }', 'handovers:\n  due: { from: cut-off, offset: 2 }']),
      'contradiction sample.yaml:18:3: handovers.due: is after access, and with it every licence, has ended',
    ],
    [
      'a survey after access',
      sampleWith(['opens: { from: last-working-day, offset: -2 }', 'opens: { from: cut-off, offset: 1 }']),
      'contradiction sample.yaml:15:3: survey.opens: opens after access has ended, so the leaver cannot answer in chat',
    ],
    [
      'thanks after access',
      sampleWith(['farewell: { from: last-working-day, offset: -1 }', 'farewell: { from: cut-off }']),
      'contradiction sample.yaml:13:1: farewell: comes after access has ended',
    ],
    [
      'credentials before the end of access',
      sampleWith([
        'due: { from: cut-off, offset: 1, unit: business-days }\nsteps',
        'due: { from: last-working-day, offset: -1 }\nsteps',
      ]),
      'contradiction sample.yaml:22:3: credentials.due: is before access ends',
    ],
    [
      'a step of the leaver after access',
      sampleWith([
        'due: { from: last-working-day }\n  - id: third',
        'due: { from: cut-off, offset: 1 }\n  - id: third',
      ]),
      'contradiction sample.yaml:36:5: steps[1].due: is asked of the leaver when access has ended by then',
    ],
    [
      'reminders that come too late only',
      sampleWith(['reminders: [{ offset: -1 }]', 'reminders: [{ offset: 1 }]']),
      'contradiction sample.yaml:29:5: steps[0].reminders: come only once it is late',
    ],
    [
      'a reminder before the start',
      sampleWith(['reminders: [{ offset: -1 }]', 'reminders: [{ offset: -9 }, { offset: 0 }]']),
      'contradiction sample.yaml:29:17: steps[0].reminders[0]: is before the start, so it is never sent',
    ],
    [
      'a text in English only',
      sampleWith(['{ en: Second, fr: Deuxième }', '{ en: Second }']),
      'note sample.yaml:32:5: steps[1].title: has no French (fr): French readers read the English, marked (EN)',
    ],
    [
      'a text in no language of its own',
      sampleWith(['{ en: Second, fr: Deuxième }', 'Second']),
      'note sample.yaml:32:12: steps[1].title: is one text for every language',
    ],
  ])('finds %s, with its line and why', (_, text, found) => {
    expect(lint(text).join('\n')).toContain(found);
  });

  it('takes a wait that has the same condition, or goes with the other', () => {
    const conditioned = sampleWith(
      ['    owner: hr\n', '    owner: hr\n    when: { teams: [Sales, Marketing] }\n'],
      ['    owner: leaver\n', '    owner: leaver\n    when: { teams: [Sales] }\n'],
      ['    after: [second]', '    after: [{ step: second, if: done }]'],
    );
    expect(lint(conditioned)).toEqual([]);
  });
});
