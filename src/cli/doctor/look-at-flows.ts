import type { Config } from '../../config.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { describeProblem, FlowError } from '../../flows/flow-error.ts';
import { coverageGaps, loadFlows, shippedFlowsDir } from '../../flows/load-flows.ts';
import { counted, countedInFrench } from '../terminal.ts';
import { asRead, type Finding, good, note, problem, wordsOf } from './finding.ts';

/** `organisation`: null where `relais.yaml` cannot be read, which is told elsewhere. */
export async function lookAtFlows(
  { flowsDir }: Config,
  organisation: Organisation | null,
): Promise<{ flows: readonly Flow[]; findings: Finding[] }> {
  const dir = flowsDir ?? shippedFlowsDir;
  try {
    const flows = await loadFlows(dir, { ownRoles: (organisation?.ownRoles ?? []).map(({ id }) => id) });
    const gaps = coverageGaps(flows);
    const types = new Set(flows.flatMap(({ workerTypes }) => workerTypes));
    const without = (organisation?.people ?? []).filter(({ workerType }) => workerType && !types.has(workerType));
    return {
      flows,
      findings: [
        ...without.map(({ email, workerType }) =>
          problem(
            'configuration',
            {
              en: `No flow is for the worker type ${workerType} of ${email}.`,
              fr: `Aucun flux n’est prévu pour le type de contrat ${workerType} de ${email}.`,
            },
            {
              en: 'Check organisation.people[].workerType in relais.yaml, or name the type in workerTypes of a flow.',
              fr: 'Vérifiez organisation.people[].workerType dans relais.yaml, ou nommez ce type dans workerTypes d’un flux.',
            },
          ),
        ),
        good('flows', {
          en: `${counted(flows.length, 'flow', 'flows')}: ${flows.map(({ id }) => id).join(', ')}.`,
          fr: `${countedInFrench(flows.length, 'flux', 'flux')} : ${flows.map(({ id }) => id).join(', ')}.`,
        }),
        ...(gaps.length > 0
          ? [
              note('flows', {
                en: `No flow takes: ${gaps.map(({ kind, workerType }) => `${kind} of ${workerType}`).join(', ')}.`,
                fr: `Aucun flux ne prend : ${gaps.map(({ kind, workerType }) => `${kind} de ${workerType}`).join(', ')}.`,
              }),
            ]
          : []),
      ],
    };
  } catch (error) {
    if (!(error instanceof FlowError))
      return {
        flows: [],
        findings: [problem('flows', wordsOf(error), { en: `Check ${dir}.`, fr: `Vérifiez ${dir}.` })],
      };
    return {
      flows: [],
      findings: error.problems.map((one) =>
        problem('flows', asRead(describeProblem(one)), {
          en: 'Mend this line; "relais flows validate" checks it again.',
          fr: 'Corrigez cette ligne ; « relais flows validate » la vérifie de nouveau.',
        }),
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
          {
            en: `Flow ${flow.id} needs ${count} of ${role} to confirm; ${there === 0 ? 'nobody has' : `only ${there} ${there === 1 ? 'has' : 'have'}`} that role.`,
            fr: `Le flux ${flow.id} demande ${count} ${role} pour confirmer ; ${there === 0 ? 'personne n’a' : `${there} seulement ${there === 1 ? 'a' : 'ont'}`} ce rôle.`,
          },
          {
            en: `Add e-mail addresses to organisation.roles.${role} in relais.yaml.`,
            fr: `Ajoutez des adresses à organisation.roles.${role} dans relais.yaml.`,
          },
        );
      }),
  );
  return short.length > 0
    ? short
    : [
        good('configuration', {
          en: 'Every role that must confirm is held by enough people.',
          fr: 'Chaque rôle qui doit confirmer est tenu par assez de personnes.',
        }),
      ];
}
