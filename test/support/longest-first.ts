import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where tests take long. The kills, which start processes of their own, run beside what is light. */
const long = [
  'test/simulation/',
  'test/workspace/page/',
  'test/e2e/',
  'test/docs/tour',
  '-lying.',
  'test/docs/',
  'test/kills/',
];

/**
 * Begins with what takes longest: a long test that comes last keeps one core busy while the other waits. Projects stay
 * together: a process that loaded the modules for one of them is thrown away as soon as a file of another is next.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const rank = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((folder) => moduleId.includes(folder));
      return found === -1 ? long.length : found;
    };
    const place = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return sorted.toSorted((a, b) => place(a) - place(b) || rank(a) - rank(b));
  }
}
