import { z } from 'zod';
import type { ActRef, CardAction, CardBlock, CardView } from '../../../views/card-view.ts';
import { type FormView, flatParts } from '../../../views/form-view.ts';
import type { Links } from '../links.ts';

const actSchema = z.strictObject({
  name: z.string(),
  departureId: z.string().nullable(),
  target: z.string().nullable(),
  seen: z.string().nullable(),
});

/** What a button of a page does when it is pressed. */
const pressedSchema = z.strictObject({
  act: actSchema,
  confirm: z.strictObject({ title: z.string(), text: z.string(), confirm: z.string(), deny: z.string() }).nullable(),
  /** It submits the form around it: everything must be filled in. */
  submits: z.boolean(),
});
export type Pressed = z.infer<typeof pressedSchema>;

/** The value of a button, which only the page that drew it can send back. */
export type ButtonValues = (pressed: Pressed) => string;

export function pressedBy({ act, confirm }: CardAction): Pressed {
  return { act, confirm, submits: false };
}

export function asked(act: ActRef): Pressed {
  return { act, confirm: null, submits: false };
}

/** Signs everything that can be pressed on a page. */
export async function signButtons(links: Links, token: string, all: readonly Pressed[]): Promise<ButtonValues> {
  const signed = new Map<string, string>();
  for (const one of all) {
    const name = JSON.stringify(one);
    if (!signed.has(name)) signed.set(name, await links.carry(token, one));
  }
  return (pressed) => {
    const value = signed.get(JSON.stringify(pressed));
    if (value === undefined) throw new Error(`the button "${pressed.act.name}" was not signed`);
    return value;
  };
}

/** Null for what no page of this link drew. */
export async function readPressed(links: Links, token: string, text: unknown): Promise<Pressed | null> {
  if (typeof text !== 'string') return null;
  const read = pressedSchema.safeParse(await links.carried(token, text));
  return read.success ? read.data : null;
}

function buttonsOfBlocks(blocks: readonly CardBlock[]): Pressed[] {
  return blocks.flatMap((block): Pressed[] => {
    if (block.type === 'actions') return block.actions.map(pressedBy);
    if (block.type === 'items') return block.items.flatMap(({ action }) => (action ? [pressedBy(action)] : []));
    return [];
  });
}

export function buttonsOfCard({ blocks }: CardView): Pressed[] {
  return buttonsOfBlocks(blocks);
}

export function buttonsOfForm(form: FormView): Pressed[] {
  const parts = flatParts(form.parts).flatMap((part): Pressed[] => {
    if (part.type === 'block') return buttonsOfBlocks([part.block]);
    return part.field.onChange ? [asked(part.field.onChange)] : [];
  });
  return [
    ...(form.submit ? [{ act: form.submit.act, confirm: null, submits: true }] : []),
    ...parts,
    ...(form.leave ?? []).map(pressedBy),
  ];
}
