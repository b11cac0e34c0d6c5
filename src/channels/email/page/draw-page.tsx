import type { Child } from 'hono/jsx';
import type { Locale } from '../../../domain/people/people.ts';
import type { Notice } from '../../../engine/conversation/conversation.ts';
import type { CardAction, CardView } from '../../../views/card-view.ts';
import {
  type FlatPart,
  type FormField,
  type FormPart,
  type FormValues,
  type FormView,
  flatParts,
} from '../../../views/form-view.ts';
import type { MailWords } from '../../../views/words/mail-words.ts';
import { clean } from '../../clean.ts';
import { drawBlock, drawText, type Place } from '../draw-blocks.tsx';
import { onPage } from '../look.ts';
import { asked, type ButtonValues, type Pressed, pressedBy } from './buttons.ts';
import { drawField, type FieldDrawing } from './draw-field.tsx';
import { style } from './style.ts';

/** What every page is drawn with. */
export interface PageDrawing {
  locale: Locale;
  words: MailWords;
  /** The value of each button. */
  valueFor: ButtonValues;
}

/** What is said on top of a page about what was just done. */
export type Said = Pick<Notice, 'tone' | 'text' | 'actions'> | null;

export function drawCardPage(view: CardView, said: Said, drawing: PageDrawing): string {
  const place = placeOf(drawing);
  return drawPage(
    drawing.locale,
    view.title,
    <>
      <h1>{clean(view.title)}</h1>
      {view.subtitle !== null && <p class="subtitle">{clean(view.subtitle)}</p>}
      <form method="post">
        <NoticeBox said={said} drawing={drawing} />
        {view.blocks.map((block) => drawBlock(block, place))}
      </form>
    </>,
  );
}

/** `values` are shown as they were typed; `form` is the form itself, signed. */
export function drawFormPage(
  form: FormView,
  shown: {
    carried: string;
    values: FormValues;
    errors: Readonly<Record<string, string>>;
    addresses: ReadonlyMap<string, string>;
    said: Said;
  },
  drawing: PageDrawing,
): string {
  const { carried, values, errors, addresses, said } = shown;
  const { words } = drawing;
  const place = placeOf(drawing);
  const fields = { words, values, errors, addresses };
  const known = new Set(flatParts(form.parts).flatMap((part) => (part.type === 'field' ? [part.field.id] : [])));
  const others = Object.entries(errors).filter(([id]) => !known.has(id));
  const hasErrors = Object.keys(errors).length > 0;
  return drawPage(
    drawing.locale,
    form.title,
    <>
      <h1>{clean(form.title)}</h1>
      <form method="post" novalidate>
        {form.submit && (
          // biome-ignore lint/a11y/noAriaHiddenOnFocusable: what Enter presses in a field; nobody tabs to it
          <button
            type="submit"
            class="first"
            name="do"
            value={submitValue(form, drawing)}
            tabindex={-1}
            aria-hidden="true"
          >
            {form.submit.label}
          </button>
        )}
        <input type="hidden" name="form" value={carried} />
        {hasErrors && (
          <div class="notice errors" role="alert">
            <p>{words.errors}</p>
            {others.map(([, text]) => (
              <p>{clean(text)}</p>
            ))}
          </div>
        )}
        <NoticeBox said={said} drawing={drawing} />
        {drawParts(form.parts, { place, fields, drawing })}
        <div class="buttons">
          {form.submit && (
            <button type="submit" class="primary" name="do" value={submitValue(form, drawing)}>
              {clean(form.submit.label)}
            </button>
          )}
          {(form.leave ?? []).map((action) => (
            <Button action={action} drawing={drawing} />
          ))}
          <a class="back" href="?">
            {clean(form.close)}
          </a>
        </div>
      </form>
    </>,
  );
}

function submitValue({ submit }: FormView, { valueFor }: PageDrawing): string {
  return submit ? valueFor({ act: submit.act, confirm: null, submits: true }) : '';
}

interface Filling {
  place: Place;
  fields: FieldDrawing;
  drawing: PageDrawing;
}

function drawParts(parts: readonly FormPart[], filling: Filling): Child {
  return parts.map((part, index) => {
    if (part.type !== 'fold') return drawPart(part, parts.slice(index + 1), filling);
    // Where something is wrong inside, it is seen.
    const isWrong = part.parts.some(
      (one) => one.type === 'field' && Object.hasOwn(filling.fields.errors, one.field.id),
    );
    return (
      <details open={part.open || isWrong}>
        <summary>{clean(part.label)}</summary>
        {part.parts.map((one, at) => drawPart(one, part.parts.slice(at + 1), filling))}
      </details>
    );
  });
}

function drawPart(part: FlatPart, later: readonly FormPart[], { place, fields, drawing }: Filling): Child {
  if (part.type === 'block') return drawBlock(part.block, place);
  const { field } = part;
  return (
    <>
      {drawField(field, fields)}
      {field.onChange && !isAskedLater(field, later) && (
        <div class="buttons">
          <button type="submit" name="do" value={drawing.valueFor(asked(field.onChange))}>
            {drawing.words.updateAbout(clean(field.label))}
          </button>
        </div>
      )}
    </>
  );
}

/** One button asks for all that several fields change. */
function isAskedLater({ onChange }: FormField, later: readonly FormPart[]): boolean {
  return later.some((part) => part.type === 'field' && part.field.onChange?.name === onChange?.name);
}

/** Asked before anything dangerous; `again` carries what was filled in along. */
export function drawConfirmPage(
  pressed: Pressed & { confirm: NonNullable<Pressed['confirm']> },
  again: readonly (readonly [name: string, value: string])[],
  { locale, valueFor }: PageDrawing,
): string {
  const { title, text, confirm, deny } = pressed.confirm;
  return drawPage(
    locale,
    title,
    <>
      <h1>{clean(title)}</h1>
      <p class="text">{clean(text)}</p>
      <form method="post">
        {[...again, ['yes', '1'] as const].map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="buttons">
          <button type="submit" class="primary" name="do" value={valueFor(pressed)}>
            {clean(confirm)}
          </button>
          <a class="back" href="?">
            {clean(deny)}
          </a>
        </div>
      </form>
    </>,
  );
}

/** A page without any card: `renew` asks for a new link. */
export function drawMessagePage(
  locale: Locale,
  { title, text, renew }: { title: string; text: string; renew?: string },
): string {
  return drawPage(
    locale,
    title,
    <>
      <h1>{title}</h1>
      <p class="text">{text}</p>
      {renew !== undefined && (
        <form method="post">
          <button type="submit" class="primary" name="renew" value="1">
            {renew}
          </button>
        </form>
      )}
    </>,
  );
}

function NoticeBox({ said, drawing }: { said: Said; drawing: PageDrawing }): Child {
  if (said === null) return null;
  return (
    <div class={`notice ${said.tone}`} role={said.tone === 'refused' ? 'alert' : 'status'}>
      <p class="text">{drawText(said.text, { look: onPage })}</p>
      {said.actions.length > 0 && placeOf(drawing).buttons(said.actions)}
    </div>
  );
}

function placeOf(drawing: PageDrawing): Place {
  return {
    look: onPage,
    opens: true,
    buttons: (actions) => (
      <div class="buttons">
        {actions.map((action) => (
          <Button action={action} drawing={drawing} />
        ))}
      </div>
    ),
  };
}

function Button({ action, drawing }: { action: CardAction; drawing: PageDrawing }) {
  const { label, accessibilityLabel, style: look } = action;
  return (
    <button
      type="submit"
      class={look === 'default' ? undefined : look}
      name="do"
      value={drawing.valueFor(pressedBy(action))}
      aria-label={clean(accessibilityLabel)}
    >
      {clean(label)}
    </button>
  );
}

/** One page without scripts, in the look that all of them share. */
export function drawPage(locale: Locale, title: string, children: Child): string {
  const html = String(
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{clean(title)}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; its digest is in the policy */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
