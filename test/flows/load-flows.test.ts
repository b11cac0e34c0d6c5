import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlowError } from '../../src/flows/flow-error.ts';
import { coverageGaps, loadFlows } from '../../src/flows/load-flows.ts';
import { sampleFlow, sampleWith } from './sample-flow.ts';

describe('loading flows', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-flows-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const put = (name: string, text: string) => writeFile(join(folder, name), text);
  async function refusal(): Promise<FlowError> {
    const error: unknown = await loadFlows(folder).catch((caught: unknown) => caught);
    if (!(error instanceof FlowError)) throw new Error('the flows were accepted');
    return error;
  }

  it('reads every YAML file, in order of name, and nothing else', async () => {
    await put('b.yml', sampleFlow);
    await put('a.yaml', sampleWith(['id: sample', 'id: other']));
    await put('readme.md', 'not a flow');
    await put('flow.schema.json', '{}');
    expect((await loadFlows(folder)).map(({ id }) => id)).toEqual(['other', 'sample']);
  });

  it('fills in what may be left out', async () => {
    await put('sample.yaml', sampleFlow);
    const [flow] = await loadFlows(folder);
    expect(flow).toMatchObject({ confidential: false, access: 'all', recheckDays: [1, 7, 30] });
    expect(flow?.confirmation.validForDays).toBe(30);
    expect(flow?.steps[1]).toMatchObject({ proof: 'none', reminders: [], due: { offset: 0, unit: 'days' } });
  });

  it('tells the problems of all files together', async () => {
    await put('a.yaml', sampleWith(['version: 1', 'version: one']));
    await put('b.yaml', sampleWith(['owner: hr', 'owner: boss']));
    const { problems, message } = await refusal();
    expect(problems.map(({ file, line }) => [file, line])).toEqual([
      [join(folder, 'a.yaml'), 2],
      [join(folder, 'b.yaml'), 26],
    ]);
    expect(message).toContain('2 problems in the flows:\n');
    expect(message).toContain(`${join(folder, 'b.yaml')}:26:12: steps[0].owner: `);
  });

  it('refuses two flows with one id', async () => {
    await put('a.yaml', sampleFlow);
    await put('b.yaml', sampleFlow);
    const { problems } = await refusal();
    expect(problems).toEqual([
      expect.objectContaining({
        file: join(folder, 'b.yaml'),
        line: 1,
        path: 'id',
        message: 'the id sample is already that of a.yaml; ids must differ',
      }),
    ]);
  });

  it('refuses an empty folder and one that is not there', async () => {
    expect((await refusal()).message).toContain('there is no flow in this folder');
    await rm(folder, { recursive: true });
    expect((await refusal()).message).toContain('cannot be read (ENOENT)');
  });

  it('names the departures no flow takes', async () => {
    await put(
      'sample.yaml',
      sampleWith(
        ['kinds: [resignation]', 'kinds: [resignation, dismissal, redundancy, retirement, contract-end]'],
        ['[employee]', '[employee, contractor, consultant]'],
      ),
    );
    const gaps = coverageGaps(await loadFlows(folder));
    expect(gaps).toHaveLength(6 + 3);
    expect(gaps).toContainEqual({ kind: 'resignation', workerType: 'field-agent' });
    expect(gaps).toContainEqual({ kind: 'internal-move', workerType: 'employee' });
  });
});
