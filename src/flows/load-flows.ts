import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { z } from 'zod';
import {
  commonKindSchema,
  commonWorkerTypeSchema,
  type DepartureKind,
  type Flow,
  flowSchema,
  idSchema,
  type WorkerType,
} from '../domain/flow/flow.ts';
import { packageRoot } from '../package-root.ts';
import { checkFlow, type FlowFinding, type KnownNames } from './check-flow.ts';
import { unknownRoles } from './check-step.ts';
import { type Explained, explainIssue, type Path } from './explain-issue.ts';
import { FlowError, type FlowProblem } from './flow-error.ts';
import { readYaml } from './read-yaml.ts';

/** The flows that come with Relais. */
export const shippedFlowsDir: string = join(packageRoot, 'flows');

/** Where nothing stands elsewhere that a flow could name. */
const nothingKnown: KnownNames = { ownRoles: [] };

/**
 * Reads every `.yaml` file of the folder, in order of name. `known` is what they may name of `relais.yaml`. Throws
 * FlowError with all problems of all files.
 */
export async function loadFlows(dir: string, known: KnownNames = nothingKnown): Promise<readonly Flow[]> {
  return (await readFlows(dir, known)).map(({ flow }) => flow);
}

/** One flow, with its file and what is written in it. */
export interface ReadFlow {
  flow: Flow;
  /** As YAML says it, before anything that was left out is filled in. */
  raw: unknown;
  /** A finding about what stands at this path, with its line. */
  locate(path: Path, message: string): FlowProblem;
}

/** As `loadFlows`, with where everything stands. */
export async function readFlows(dir: string, known: KnownNames = nothingKnown): Promise<readonly ReadFlow[]> {
  let names: string[];
  try {
    names = (await readdir(dir)).filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new FlowError([wholeFile(dir, `the folder of the flows cannot be read (${code})`)]);
  }
  if (names.length === 0)
    throw new FlowError([wholeFile(dir, 'there is no flow in this folder; expected *.yaml files')]);
  const read = await Promise.all(
    names.map(async (name) => {
      const file = join(dir, name);
      return { name, ...parseFlow(await readFile(file, 'utf8'), file, known) };
    }),
  );
  const problems = read.flatMap((one) => one.problems);
  for (const [index, { flow, locate }] of read.entries()) {
    if (!flow) continue;
    const first = read.find((other) => other.flow?.id === flow.id);
    if (first && read.indexOf(first) < index)
      problems.push(locate(['id'], `the id ${flow.id} is already that of ${first.name}; ids must differ`));
  }
  if (problems.length > 0) throw new FlowError(problems);
  return read.flatMap(({ flow, raw, locate }) => (flow ? [{ flow, raw, locate }] : []));
}

/** Nobody mends more at once, and each is looked up in the file. */
const mostProblems = 200;

/**
 * One flow's text. `known` is what it may name of `relais.yaml`. `file` is only for the words of the problems; `flow`
 * is null exactly when there are problems.
 */
export function parseFlow(
  text: string,
  file: string,
  known: KnownNames = nothingKnown,
): { flow: Flow | null; raw: unknown; problems: FlowProblem[]; locate(path: Path, message: string): FlowProblem } {
  const { document, raw, mistake, at: placeOf } = readYaml(text);
  const problem = (offset: number | null, path: string, message: string): FlowProblem => {
    const at = offset === null ? null : placeOf(offset);
    return { file, line: at?.line ?? null, column: at?.col ?? null, path, message };
  };
  const locate = (path: Path, message: string, at: Explained['at'] = 'value') =>
    problem(offsetOf(document, path, at), written(path), message);

  if (mistake)
    return { flow: null, raw, problems: [problem(mistake.offset, '', `not valid YAML: ${mistake.message}`)], locate };
  if (raw === null || raw === undefined)
    return { flow: null, raw, problems: [wholeFile(file, 'the file is empty')], locate };
  const parsed = flowSchema.safeParse(raw);
  if (!parsed.success) {
    const problems = [
      ...parsed.error.issues
        .flatMap((issue) => explainIssue(issue, flowSchema, raw))
        .slice(0, mostProblems)
        .map(({ path, at, message }) => locate(path, message, at)),
      ...rolesWritten(raw, known).map(({ path, message }) => locate(path, message)),
    ];
    return { flow: null, raw, problems: inOrder(problems), locate };
  }
  const problems = inOrder(checkFlow(parsed.data, known).map(({ path, message }) => locate(path, message)));
  return { flow: problems.length > 0 ? null : parsed.data, raw, problems, locate };
}

/** The roles that nobody knows, of a flow that has other problems too: one pass mends them all. */
function rolesWritten(raw: unknown, { ownRoles }: KnownNames): readonly FlowFinding[] {
  const steps = z.looseObject({ steps: z.array(z.unknown()).max(100) }).safeParse(raw).data?.steps ?? [];
  return steps.flatMap((step, index) => {
    const named = z.looseObject({ owner: idSchema.optional().catch(undefined) }).safeParse(step).data;
    return named
      ? unknownRoles(named, ownRoles).map((found) => ({ ...found, path: ['steps', index, ...found.path] }))
      : [];
  });
}

/**
 * Kinds and worker types for which a departure could not be planned, because no flow takes them. Not an error: nobody
 * needs all.
 */
export function coverageGaps(flows: readonly Flow[]): readonly { kind: DepartureKind; workerType: WorkerType }[] {
  return commonKindSchema.options.flatMap((kind) =>
    commonWorkerTypeSchema.options
      .filter((type) => !flows.some((flow) => flow.kinds.includes(kind) && flow.workerTypes.includes(type)))
      .map((workerType) => ({ kind, workerType })),
  );
}

function wholeFile(file: string, message: string): FlowProblem {
  return { file, line: null, column: null, path: '', message };
}

function inOrder(problems: FlowProblem[]): FlowProblem[] {
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** Where the value at this path is written; what is missing is pointed at by the nearest thing around it. */
function offsetOf(document: Document, path: Path, at: Explained['at']): number | null {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [depth, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) break;
      const value = depth === path.length - 1 && at === 'key' ? pair.key : pair.value;
      offset = startOf(pair.key) ?? offset;
      node = value;
      // A block below its key is pointed at by the key: that is the line people look for.
      if (isScalar(value) && value !== pair.key) offset = startOf(value) ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

function startOf(node: unknown): number | null {
  return isNode(node) ? ((node as Node).range?.[0] ?? null) : null;
}

/** `['steps', 3, 'due']` → `steps[3].due` */
function written(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
