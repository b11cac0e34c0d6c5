import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose tests take long. The kills, which start processes of their own, run beside what is light. */
const long = ['test/simulation/', 'test/e2e/', 'test/workspace/page/', 'test/docs/', 'test/kills/'];

/** Begins with what takes longest: a long test that comes last keeps one core busy while the other waits. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((folder) => moduleId.includes(folder));
      return found === -1 ? long.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
