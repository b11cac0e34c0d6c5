import {
  commonKindSchema,
  commonWorkerTypeSchema,
  type DepartureKind,
  type Flow,
  type WorkerType,
} from '../../domain/flow/flow.ts';
import type { ActRef } from '../card-view.ts';
import type { FieldOption, FlatPart } from '../form-view.ts';
import { kindName } from '../words/kind-name.ts';
import type { Voice } from '../words/voice.ts';
import { workerTypeName } from '../words/worker-type-name.ts';
import { walkKindFields } from './fields.ts';
import { choiceField, option } from './form-parts.ts';

/** The kind and the contract that the first page shows. */
export interface PickedKind {
  kind: DepartureKind | null;
  workerType: WorkerType | null;
  /** The flow's id, where several fit. */
  flowId: string | null;
  /** Nobody has chosen the kind yet: what is shown is a proposal. */
  isProposed: boolean;
}

/** A contract of the company's own, and a flow that names it. */
export interface NamedType {
  type: WorkerType;
  flow: Flow;
}

/** A kind of the company's own, and a flow that names it. */
export interface NamedKind {
  kind: DepartureKind;
  flow: Flow;
}

export function ownKindOptions(ownKinds: readonly NamedKind[], voice: Voice): FieldOption[] {
  return ownKinds.map(({ kind, flow }) => option(kind, kindName(kind, flow, voice)));
}

function flowNaming(kind: DepartureKind, ownKinds: readonly NamedKind[]): Flow | null {
  return ownKinds.find((one) => one.kind === kind)?.flow ?? null;
}

/** Kind and contract; when several flows fit them, which one. */
export function kindFields(
  voice: Voice,
  {
    picked,
    flows,
    naming = [],
    ownKinds = [],
    onChange,
  }: {
    picked: PickedKind;
    /** Those that fit what is picked; a choice is shown from two on. */
    flows: readonly Flow[];
    /** For each contract of the company's own a flow that names it. */
    naming?: readonly NamedType[] | undefined;
    ownKinds?: readonly NamedKind[] | undefined;
    /** Null where no choice here changes the page. */
    onChange: ActRef | null;
  },
): readonly FlatPart[] {
  const hint =
    picked.isProposed && picked.kind
      ? voice.t('walk.kind.proposed', { kind: kindName(picked.kind, flowNaming(picked.kind, ownKinds), voice) })
      : null;
  const kind = choiceField(
    voice,
    { id: walkKindFields.kind, label: 'walk.kind.kind', hint, onChange },
    {
      options: [
        ...commonKindSchema.options.map((one) => option(one, voice.t(`kind.${one}`), voice.t(`walk.kind.hint.${one}`))),
        ...ownKindOptions(ownKinds, voice),
      ],
      initial: picked.kind,
    },
  );
  const workerType = choiceField(
    voice,
    { id: walkKindFields.workerType, label: 'walk.kind.workerType', onChange },
    {
      options: [
        ...commonWorkerTypeSchema.options.map((type) => option(type, workerTypeName(type, null, voice))),
        ...naming.map(({ type, flow }) => option(type, workerTypeName(type, flow, voice))),
      ],
      initial: picked.workerType,
    },
  );
  if (flows.length < 2) return [kind, workerType];
  const flow = choiceField(
    voice,
    { id: walkKindFields.flow, label: 'walk.kind.flow' },
    {
      options: flows.map(({ id, name, steps }) =>
        option(id, voice.localized(name), voice.t('walk.kind.flowSteps', { count: steps.length })),
      ),
      initial: picked.flowId,
    },
  );
  return [kind, workerType, flow];
}
