import { ownPicture } from '../own-picture.ts';
import { Menu } from '../parts/menu.tsx';
import { useWords } from '../words/words.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { safeUrl } from './mrkdwn.ts';
import { NativeInput } from './native-input.tsx';
import type { BlockElement, ElementOf, InteractiveElement } from './schema.ts';
import { SelectElement } from './select-element.tsx';
import { useSurface } from './surface.tsx';
import { Text } from './text.tsx';

/** How an element is tied to the label, hint and error around it. */
export interface FieldTies {
  id: string;
  blockId: string;
  /** Without a visible label: the name to read out. */
  label?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean;
  required?: boolean;
  /** A form field only keeps its value; without this it tells Relais at each change. */
  form?: { dispatches: boolean };
}

/** Any block element, outside a form: a change is an action. */
export function Element({ element, blockId }: { element: BlockElement; blockId: string }) {
  const surface = useSurface();
  if (element.type === 'image') return <Picture url={element.image_url} alt={element.alt_text} />;
  if (element.type === 'button') return <ButtonElement element={element} blockId={blockId} />;
  if (element.type === 'overflow') return <OverflowElement element={element} blockId={blockId} />;
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
  return (
    <Field
      element={element}
      ties={{ id: `${surface.domPrefix}-${blockId}-${element.action_id}`, blockId, label: placeholder }}
    />
  );
}

/** Any element that holds a value. */
export function Field({ element, ties }: { element: InteractiveElement; ties: FieldTies }) {
  switch (element.type) {
    case 'button':
    case 'overflow':
      return <Element element={element} blockId={ties.blockId} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <ChoiceGroup element={element} ties={ties} />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <NativeInput element={element} ties={ties} />;
    default:
      return <SelectElement element={element} ties={ties} />;
  }
}

export function Picture({ url: address, alt }: { url: string | undefined; alt: string }) {
  const url = address === undefined ? undefined : ownPicture(address);
  const safe = url?.startsWith('/') || url?.startsWith('data:image/') ? url : url && safeUrl(url);
  return safe ? (
    <img className="block-picture" src={safe} alt={alt} loading="lazy" />
  ) : (
    <em className="muted">{alt}</em>
  );
}

function ButtonElement({ element, blockId }: { element: ElementOf<'button'>; blockId: string }) {
  const surface = useSurface();
  const { say } = useWords();
  const busy = surface.pending.includes(`${blockId}/${element.action_id}`);
  const className = `button${element.style ? ` button-${element.style}` : ''}`;
  const press = () => void surface.act(element, blockId, null);
  const url = element.url ? safeUrl(element.url) : null;
  if (url) {
    return (
      <a
        className={className}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={element.accessibility_label}
        onClick={press}
      >
        <Text text={element.text} />
      </a>
    );
  }
  return (
    <button
      type="button"
      className={className}
      aria-label={element.accessibility_label}
      aria-busy={busy}
      disabled={surface.disabled}
      data-action={element.action_id}
      onClick={press}
    >
      <Text text={element.text} />
      {busy && <span className="spinner" role="img" aria-label={say('modal.working')} />}
    </button>
  );
}

function OverflowElement({ element, blockId }: { element: ElementOf<'overflow'>; blockId: string }) {
  const surface = useSurface();
  const { say } = useWords();
  return (
    <Menu
      label={say('form.more')}
      className="button button-icon"
      align="end"
      disabled={surface.disabled}
      items={element.options.map((option, index) => ({
        key: option.value ?? String(index),
        label: <Text text={option.text} />,
        ...(option.description ? { description: option.description.text } : {}),
        ...(option.url && safeUrl(option.url) ? { href: option.url } : {}),
        onChoose: () => void surface.act(element, blockId, option.value ?? null),
      }))}
    >
      <span className="dots" aria-hidden="true">
        •••
      </span>
    </Menu>
  );
}
