import { z } from 'zod';
import type { ActRef } from '../../views/card-view.ts';
import { type FormView, flatParts } from '../../views/form-view.ts';
import { jsonOf } from './act-ref.ts';
import { limits } from './limits.ts';

/** What a modal carries for us while a person fills it in. Slack hands it back unchanged inside signed requests. */
export interface FormMetadata {
  kind: string;
  submit: ActRef | null;
  /** The act of each field that reports its changes, by the field's id. */
  changes: Readonly<Record<string, ActRef>>;
  /** Draws a page that only shows as it is by then; null for every other form. */
  again: ActRef | null;
}

const packedAct = z.tuple([z.string(), z.string().nullable(), z.string().nullable(), z.string().nullable()]);
const packedSchema = z.strictObject({
  k: z.string(),
  s: packedAct.nullable(),
  c: z.record(z.string(), packedAct),
  a: packedAct.optional(),
});

export function metadataOf(form: FormView): FormMetadata {
  const changes: Record<string, ActRef> = {};
  const drawn = form.parts.filter((part) => part.type !== 'fold' || part.open);
  for (const part of flatParts(drawn))
    if (part.type === 'field' && part.field.onChange) changes[part.field.id] = part.field.onChange;
  return { kind: form.kind, submit: form.submit?.act ?? null, changes, again: form.again ?? null };
}

export function encodeMetadata({ kind, submit, changes, again }: FormMetadata): string {
  const packed: z.infer<typeof packedSchema> = {
    k: kind,
    s: submit && packAct(submit),
    c: Object.fromEntries(Object.entries(changes).map(([id, act]) => [id, packAct(act)])),
    ...(again && { a: packAct(again) }),
  };
  const text = JSON.stringify(packed);
  if (text.length > limits.privateMetadata)
    throw new Error(`The form "${kind}" carries more than a Slack modal can hold`);
  return text;
}

/** Null for a view that is none of our forms. */
export function decodeMetadata(text: string): FormMetadata | null {
  const packed = packedSchema.safeParse(jsonOf(text));
  if (!packed.success) return null;
  const { k, s, c, a } = packed.data;
  return {
    kind: k,
    submit: s && unpackAct(s),
    changes: Object.fromEntries(Object.entries(c).map(([id, act]) => [id, unpackAct(act)])),
    again: a ? unpackAct(a) : null,
  };
}

function packAct(act: ActRef): z.infer<typeof packedAct> {
  return [act.name, act.departureId, act.target, act.seen];
}

function unpackAct([name, departureId, target, seen]: z.infer<typeof packedAct>): ActRef {
  return { name, departureId, target, seen };
}
