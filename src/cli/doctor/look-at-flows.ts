import type { Config } from '../../config.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { describeProblem, FlowError } from '../../flows/flow-error.ts';
import { coverageGaps, loadFlows, shippedFlowsDir } from '../../flows/load-flows.ts';
import { counted } from '../terminal.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

/** `organisation`: null where `relais.yaml` cannot be read, which is told elsewhere. */
export async function lookAtFlows(
  { flowsDir }: Config,
  organisation: Organisation | null,
): Promise<{ flows: readonly Flow[]; findings: Finding[] }> {
  const dir = flowsDir ?? shippedFlowsDir;
  try {
    const flows = await loadFlows(dir, { ownRoles: (organisation?.ownRoles ?? []).map(({ id }) => id) });
    const gaps = coverageGaps(flows).map(({ kind, workerType }) => `${kind} of ${workerType}`);
    const types = new Set(flows.flatMap(({ workerTypes }) => workerTypes));
    const without = (organisation?.people ?? []).filter(({ workerType }) => workerType && !types.has(workerType));
    return {
      flows,
      findings: [
        ...without.map(({ email, workerType }) =>
          problem(
            'configuration',
            `No flow is for the worker type ${workerType} of ${email}.`,
            'Check organisation.people[].workerType in relais.yaml, or name the type in workerTypes of a flow.',
          ),
        ),
        good('flows', `${counted(flows.length, 'flow', 'flows')}: ${flows.map(({ id }) => id).join(', ')}.`),
        ...(gaps.length > 0 ? [note('flows', `No flow takes: ${gaps.join(', ')}.`)] : []),
      ],
    };
  } catch (error) {
    if (!(error instanceof FlowError))
      return { flows: [], findings: [problem('flows', wordsOf(error), `Check ${dir}.`)] };
    return {
      flows: [],
      findings: error.problems.map((one) =>
        problem('flows', describeProblem(one), 'Mend this line; "relais flows validate" checks it again.'),
      ),
    };
  }
}

/** A confirmation that nobody could ever give would leave the access open for good. */
export function lookAtRoles(flows: readonly Flow[], organisation: Organisation): Finding[] {
  const short = flows.flatMap((flow) =>
    flow.confirmation.confirmers
      .filter(({ role, count }) => (organisation.roles[role]?.length ?? 0) < count)
      .map(({ role, count }) => {
        const there = organisation.roles[role]?.length ?? 0;
        return problem(
          'configuration',
          `Flow ${flow.id} needs ${count} of ${role} to confirm; ${there === 0 ? 'nobody has' : `only ${there} ${there === 1 ? 'has' : 'have'}`} that role.`,
          `Add e-mail addresses to organisation.roles.${role} in relais.yaml.`,
        );
      }),
  );
  return short.length > 0 ? short : [good('configuration', 'Every role that must confirm is held by enough people.')];
}
