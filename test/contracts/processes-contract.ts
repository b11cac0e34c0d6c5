import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { until } from '../scheduling/scratch.ts';
import { type Company, createCompany, type Place, type Process } from '../support/processes/company.ts';

/**
 * What several processes on one store owe each other. A sweep comes once a minute and a lease ends after two: nothing
 * here may wait for either.
 */
export function processesContract(name: string, open: () => Place): void {
  async function company(): Promise<Company> {
    const made = await createCompany(open());
    onTestFinished(() => made.close());
    return made;
  }

  async function started(made: Company, options: Parameters<Company['start']>[0] = {}): Promise<Process> {
    const process = await made.start({ callGraceMs: 200, ...options });
    onTestFinished(async () => {
      await process.engine.stop();
      await process.close();
    });
    return process;
  }

  describe(`several processes on ${name}`, () => {
    it('do at once, in a worker, what was commanded in a process that does nothing itself', async () => {
      const made = await company();
      const web = await started(made, { works: false });
      await started(made);
      const id = await made.confirmed(web);
      const cards = async () => (await made.load(id)).posts.filter(({ ref }) => ref !== null).length;
      await until(async () => (await cards()) > 0, 'cards, which the worker brings', 10_000);
    });

    it('cut nothing where none of them is a worker', async () => {
      const made = await company();
      const web = await started(made, { works: false });
      const id = await made.confirmed(web);
      made.passCutOff();
      await web.engine.idle();
      const { posts, revocations } = await made.load(id);
      expect(posts).toEqual([]);
      expect(new Set(revocations.map(({ status }) => status))).toEqual(new Set(['planned']));
    });

    it('go on at once with what one of them was told to leave, and hear nothing of its late answer', async () => {
      const made = await company();
      const first = await started(made);
      const id = await made.confirmed(first);
      // Deaf to its signal: the call of the first process answers long after that process has ended.
      const { connector } = made.system;
      let answer = () => {};
      const asked = { times: 0 };
      const act: Connector['act'] = (action, context) => {
        asked.times += 1;
        if (asked.times > 1) return connector.act(action, context);
        return new Promise((resolve) => {
          answer = () => resolve({ status: 'already', evidence: [] });
        });
      };
      made.connector = { ...connector, act };
      await first.engine.stop();
      made.passCutOff();
      const second = await started(made);
      await until(() => asked.times === 1, 'a call that hangs', 10_000);
      const third = await started(made);
      const held = (await made.load(id)).revocations.find(({ lease }) => lease !== null);
      expect(held?.lease?.mode).toBe('act');

      await second.engine.stop();
      const afterStop = (await made.load(id)).revocations.find(({ action }) => action.id === held?.action.id);
      // Nobody knows whether that call was made, so it is read back before it is made again.
      expect(afterStop?.lease?.until).not.toBe(held?.lease?.until);
      const isCut = async () => (await made.load(id)).revocations.every(({ status }) => status === 'verified');
      await until(isCut, 'everything proven by the third process', 30_000);
      const results = async () =>
        (await made.journal(id)).flatMap(({ event }) =>
          event.type === 'revocation-recorded' && event.actionId === held?.action.id
            ? [`${event.attempt} ${event.result.status}`]
            : [],
        );
      const before = await results();
      expect(before[0]).toBe('1 unknown');
      expect(before.at(-1)).toBe('2 verified');
      answer();
      await third.engine.idle();
      expect(await results()).toEqual(before);
    });
  });
}
