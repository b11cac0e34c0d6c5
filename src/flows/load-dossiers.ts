import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DossierTemplate,
  type DossierTemplates,
  dossierTemplateSchema,
} from '../domain/knowledge/dossier-template.ts';
import { packageRoot } from '../package-root.ts';
import { explainIssue } from './explain-issue.ts';
import { FlowError, type FlowProblem } from './flow-error.ts';
import { readYaml } from './read-yaml.ts';

/** The templates of dossiers that come with Relais. */
export const shippedDossiersDir: string = join(packageRoot, 'dossiers');

/**
 * Reads every `.yaml` file of the folder, in order of name. Exactly one of them names no job titles: it is for
 * everybody whom no other names. Throws FlowError with all problems of all files.
 */
export async function loadDossiers(dir: string): Promise<DossierTemplates> {
  let names: string[];
  try {
    names = (await readdir(dir)).filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new FlowError([problemOf(dir, `the folder of the dossiers cannot be read (${code})`)], 'dossiers');
  }
  const read = await Promise.all(
    names.map(async (name) => parseDossier(await readFile(join(dir, name), 'utf8'), join(dir, name))),
  );
  const problems = read.flatMap((one) => one.problems);
  const templates = read.flatMap(({ template }) => (template ? [template] : []));
  const ids = templates.map(({ id }) => id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) < index)))
    problems.push(problemOf(dir, `the id ${id} stands in two files; ids must differ`));
  const [general, ...others] = templates.filter(({ titles }) => titles === undefined);
  if (problems.length === 0 && (general === undefined || others.length > 0))
    problems.push(
      problemOf(
        dir,
        `${others.length + (general ? 1 : 0)} files name no titles; expected exactly one, which is for everybody`,
      ),
    );
  if (problems.length > 0 || general === undefined) throw new FlowError(problems, 'dossiers');
  return { general, named: templates.filter(({ titles }) => titles !== undefined) };
}

/** One template's text; `template` is null exactly when there are problems. `file` is only for their words. */
function parseDossier(text: string, file: string): { template: DossierTemplate | null; problems: FlowProblem[] } {
  const { raw, mistake } = readYaml(text);
  if (mistake) return { template: null, problems: [problemOf(file, `not valid YAML: ${mistake.message}`)] };
  const parsed = dossierTemplateSchema.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .flatMap((issue) => explainIssue(issue, dossierTemplateSchema, raw))
      .map(({ path, message }) => problemOf(file, message, path.join('.')));
    return { template: null, problems };
  }
  const { topics } = parsed.data;
  const repeated = topics.find(({ id }, index) => topics.findIndex((other) => other.id === id) < index);
  return repeated
    ? {
        template: null,
        problems: [problemOf(file, `the topic ${repeated.id} stands twice; ids must differ`, 'topics')],
      }
    : { template: parsed.data, problems: [] };
}

function problemOf(file: string, message: string, path = ''): FlowProblem {
  return { file, line: null, column: null, path, message };
}
