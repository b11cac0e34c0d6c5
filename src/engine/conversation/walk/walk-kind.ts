import { commonKindSchema, commonWorkerTypeSchema, type Flow, type WorkerType } from '../../../domain/flow/flow.ts';
import type { Draft } from '../../../domain/lifecycle/draft.ts';
import type { Person } from '../../../domain/people/people.ts';
import { walkKindFields } from '../../../views/forms/fields.ts';
import type { NamedType, PickedKind } from '../../../views/forms/walk-kind.ts';
import type { Said } from '../../../views/forms/walk-said.ts';
import type { WhoKind } from '../../../views/forms/walk-who.ts';
import { ownKindsOf } from '../own-kinds.ts';
import { type Turn, textOf } from '../turn.ts';

/** Whose contract is for a time: it usually runs out. */
const forATime: ReadonlySet<WorkerType> = new Set(['contractor', 'consultant']);

/** The flows made for this kind and contract. */
export function fittingFlows(turn: Turn, { kind, workerType }: Pick<Draft, 'kind' | 'workerType'>): readonly Flow[] {
  if (!kind || !workerType) return [];
  return turn.deps.flows.filter((flow) => flow.kinds.includes(kind) && flow.workerTypes.includes(workerType));
}

/** What was submitted as kind and contract; null for what was not, or is neither. */
export function submittedKind(turn: Turn): Pick<Draft, 'kind' | 'workerType'> {
  const kind = textOf(turn, walkKindFields.kind);
  const kinds: readonly string[] = [...commonKindSchema.options, ...ownKindsOf(turn.deps.flows).map((one) => one.kind)];
  const workerType = textOf(turn, walkKindFields.workerType);
  const known: readonly string[] = [...commonWorkerTypeSchema.options, ...ownTypes(turn).map(({ type }) => type)];
  return {
    kind: kind !== null && kinds.includes(kind) ? kind : null,
    workerType: workerType !== null && known.includes(workerType) ? workerType : null,
  };
}

/** A kind as a draft keeps it: with what a flow calls it, if it is the company's own. */
export function draftedKind(kind: string, flows: readonly Flow[]): Pick<Draft, 'kind' | 'kindName'> {
  const naming = ownKindsOf(flows).find((one) => one.kind === kind);
  return { kind, kindName: naming?.flow.names?.[kind] ?? null };
}

/** The contracts of the company's own that flows are for, each once. */
function ownTypes({ deps }: Turn): readonly NamedType[] {
  const all = deps.flows.flatMap((flow) => flow.workerTypes.map((type) => ({ type, flow })));
  const own = all.filter(({ type }) => !commonWorkerTypeSchema.safeParse(type).success);
  return own.filter(({ type }, index) => own.findIndex((other) => other.type === type) === index);
}

/**
 * What the first page shows as picked: what was submitted, else what the draft holds, what was written with the
 * command, or what is usual for the contract that `relais.yaml` names. A contract that was picked for somebody else
 * does not count.
 */
export function pickedKind(
  turn: Turn,
  { leaver, draft, said }: { leaver: Person; draft: Draft | null; said: Said | null },
): PickedKind {
  const submitted = submittedKind(turn);
  const isSame = turn.act.ref.seen === leaver.id;
  const workerType =
    (isSame ? submitted.workerType : null) ??
    draft?.workerType ??
    turn.deps.directory.workerTypeOf(leaver) ??
    ('employee' as const);
  const usual = forATime.has(workerType) ? 'contract-end' : 'resignation';
  const known = draft?.kind ?? said?.kind ?? (isSame ? submitted.kind : null);
  return {
    kind: (isSame ? submitted.kind : null) ?? known ?? usual,
    workerType,
    flowId: textOf(turn, walkKindFields.flow) ?? draft?.flowId ?? null,
    isProposed: known === null,
  };
}

/** What the first page asks about the kind of departure. */
export function whoKind(turn: Turn, picked: PickedKind): WhoKind {
  const flows = fittingFlows(turn, picked);
  const [only = null, ...others] = flows;
  const fits = turn.deps.flows.flatMap(({ kinds, workerTypes }) =>
    kinds.flatMap((kind) => workerTypes.map((workerType) => `${kind} ${workerType}`)),
  );
  return {
    picked,
    flows,
    naming: ownTypes(turn),
    ownKinds: ownKindsOf(turn.deps.flows),
    flow: others.length === 0 ? only : (flows.find(({ id }) => id === picked.flowId) ?? null),
    isFlowAsked: new Set(fits).size < fits.length,
  };
}
