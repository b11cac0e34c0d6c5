import type { ActRef, CardAction, CardBlock } from './card-view.ts';

/** A form, independent of the platform: a modal in Slack, a dialog or card in Teams, a page on the web. */
export interface FormView {
  /** Which form: `who`, `dates`, `decline`, `survey`, … Tests and templates are named by it. */
  kind: string;
  /** At most 24 characters (Slack's limit for modal titles). */
  title: string;
  /** Null for a page that only shows. At most 24 characters. */
  submit: { label: string; act: ActRef } | null;
  /** At most 24 characters. */
  close: string;
  parts: readonly FormPart[];
  /** Ways out besides `close`, for platforms that draw a form without a close button of their own. */
  leave?: readonly CardAction[];
  /**
   * Of a page that only shows: the act that draws it as it is by then, for whoever comes back to it once something was
   * done.
   */
  again?: ActRef;
  /** Departures whose people it names without a button of theirs: where a form is a message, it goes with these. */
  names?: readonly string[];
}

export type FlatPart = { type: 'block'; block: CardBlock } | { type: 'field'; field: FormField };
export type FormPart = FlatPart | FoldPart;

/**
 * Parts that stay out of sight until their label is pressed. What is out of sight is not submitted, or as it was shown
 * last.
 */
export interface FoldPart {
  type: 'fold';
  /** Unique in the form. */
  id: string;
  label: string;
  open: boolean;
  /** Answers with the same form and this open, for platforms that cannot show by themselves what they have not got. */
  show: ActRef;
  parts: readonly FlatPart[];
}

/** Every block and field of a form in order, those in folds included, open or not. */
export function flatParts(parts: readonly FormPart[]): readonly FlatPart[] {
  return parts.flatMap((part) => (part.type === 'fold' ? part.parts : [part]));
}

interface FieldBase {
  /** The key in the submitted values; errors are answered by it. */
  id: string;
  label: string;
  hint: string | null;
  required: boolean;
  /** Change is reported at once with this act, so that the form can answer (names echo back, pages adapt). */
  onChange: ActRef | null;
}

export interface FieldOption {
  value: string;
  label: string;
  detail: string | null;
}

export type FormField =
  | (FieldBase & {
      type: 'text';
      multiline: boolean;
      maxLength: number;
      minLength: number;
      placeholder: string | null;
      initial: string | null;
    })
  | (FieldBase & { type: 'number'; min: number; max: number; initial: number | null })
  /** One of several; `menu` for many options, `buttons` (radio) for few. */
  | (FieldBase & { type: 'choice'; style: 'menu' | 'buttons'; options: readonly FieldOption[]; initial: string | null })
  | (FieldBase & { type: 'choices'; options: readonly FieldOption[]; initial: readonly string[] })
  /** The value is a PersonId of Relais; the channel translates from and to its own user ids. */
  | (FieldBase & { type: 'person'; initial: string | null })
  /** `YYYY-MM-DD` */
  | (FieldBase & { type: 'date'; initial: string | null })
  /** `HH:mm`, on the clock of `zone`. */
  | (FieldBase & { type: 'time'; initial: string | null; zone: string })
  /** A channel by the platform's id; empty: none. `private`: only those that not everybody may join are offered. */
  | (FieldBase & { type: 'channel'; initial: string | null; offers: 'private' | 'any' });

/**
 * What a submitted form holds: text as typed (trimmed by the reader, not here), null for what was left empty. Every
 * field that was drawn is present; one in a fold that was never opened may be absent.
 */
export type FormValues = Readonly<Record<string, string | readonly string[] | null>>;
