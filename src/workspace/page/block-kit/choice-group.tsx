import type { FieldTies } from './elements.tsx';
import type { ElementOf, Option } from './schema.ts';
import { useSurface } from './surface.tsx';
import { Text } from './text.tsx';

/** Radio buttons and checkboxes: the browser's own, in a group that carries the block's label. */
export function ChoiceGroup({
  element,
  ties,
}: {
  element: ElementOf<'radio_buttons' | 'checkboxes'>;
  ties: FieldTies;
}) {
  const surface = useSurface();
  const value = surface.currentValue(element, ties.blockId);
  const chosen = Array.isArray(value) ? value : value === null ? [] : [String(value)];
  const change = (option: Option, on: boolean) => {
    const mine = option.value ?? '';
    const next = element.type === 'radio_buttons' ? mine : on ? [...chosen, mine] : chosen.filter((v) => v !== mine);
    if (!ties.form || ties.form.dispatches) void surface.act(element, ties.blockId, next);
    else surface.set(element, ties.blockId, next);
  };
  return (
    <fieldset
      id={ties.id}
      className="choices"
      aria-label={ties.label}
      aria-describedby={ties.describedBy}
      aria-invalid={ties.invalid || undefined}
    >
      {element.options.map((option, index) => (
        <label key={option.value ?? index} className="choice">
          <input
            type={element.type === 'radio_buttons' ? 'radio' : 'checkbox'}
            name={ties.id}
            checked={chosen.includes(option.value ?? '')}
            disabled={surface.disabled}
            onChange={(event) => change(option, event.target.checked)}
          />
          <span>
            <Text text={option.text} />
            {option.description && (
              <small>
                <Text text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
