import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import { folded } from './folded.ts';
import { Icon } from './icon.tsx';
import { usePopup, usePressOutside } from './use-popup.ts';

export interface Choice {
  value: string;
  label: string;
  description?: string | undefined;
  group?: string | undefined;
}

interface ComboboxProps {
  id: string;
  /** Without a visible `<label for>`, the name to read out. */
  label?: string | undefined;
  choices: readonly Choice[];
  selected: readonly string[];
  multiple?: boolean;
  max?: number | undefined;
  clearable?: boolean;
  placeholder: string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  autoFocus?: boolean | undefined;
  /** Shown in place of choices: searching, nothing found, what went wrong. */
  note?: string | null;
  /** Set where somebody else filters (an external select). */
  onQuery?: (query: string) => void;
  onChange: (values: string[]) => void;
}

/** A text field that narrows a list: the ARIA combobox pattern with a listbox, for one choice or several. */
export function Combobox(props: ComboboxProps) {
  const { say } = useWords();
  const [query, setQuery] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  usePopup(field, list, open);
  usePressOutside([field, list], open, () => close());

  const chosen = props.selected.map(
    (value) => props.choices.find((choice) => choice.value === value) ?? { value, label: value },
  );
  const single = props.multiple ? undefined : chosen[0];
  const shown = matching(props, query);
  const current = shown[Math.min(active, shown.length - 1)];
  const optionId = (choice: Choice) => `${listId}-${choice.value}`;

  function close() {
    setOpen(false);
    setQuery(null);
  }
  function openList() {
    if (props.disabled || open) return;
    setOpen(true);
    setActive(
      Math.max(
        0,
        shown.findIndex((choice) => choice.value === single?.value),
      ),
    );
    props.onQuery?.('');
  }
  function choose(choice: Choice) {
    if (!props.multiple) {
      props.onChange([choice.value]);
      close();
      return;
    }
    setQuery(null);
    const has = props.selected.includes(choice.value);
    if (has) props.onChange(props.selected.filter((value) => value !== choice.value));
    else if (props.max === undefined || props.selected.length < props.max)
      props.onChange([...props.selected, choice.value]);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) openList();
      else {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setActive((Math.min(active, shown.length - 1) + step + shown.length) % Math.max(shown.length, 1));
      }
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (current) choose(current);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') {
      close();
    } else if (event.key === 'Backspace' && props.multiple && !query && props.selected.length > 0) {
      props.onChange(props.selected.slice(0, -1));
    }
  }

  return (
    <div
      className="combobox"
      ref={field}
      data-invalid={props.invalid ? 'yes' : undefined}
      data-disabled={props.disabled ? 'yes' : undefined}
    >
      {props.multiple &&
        chosen.map((choice) => (
          <span key={choice.value} className="chip">
            {choice.label}
            <button
              type="button"
              aria-label={say('form.remove', { name: choice.label })}
              disabled={props.disabled}
              onClick={() => {
                props.onChange(props.selected.filter((value) => value !== choice.value));
                input.current?.focus();
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
      <input
        ref={input}
        id={props.id}
        role="combobox"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={props.label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && current ? optionId(current) : undefined}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        // biome-ignore lint/a11y/noAutofocus: only where the app asked for it with focus_on_load, inside a dialog it opened
        autoFocus={props.autoFocus}
        disabled={props.disabled}
        placeholder={props.multiple && chosen.length > 0 ? '' : props.placeholder}
        value={query ?? single?.label ?? ''}
        onChange={(event) => {
          setOpen(true);
          setActive(0);
          setQuery(event.target.value);
          props.onQuery?.(event.target.value);
        }}
        onClick={openList}
        onFocus={(event) => event.target.select()}
        onKeyDown={onKeyDown}
      />
      {props.clearable && !props.multiple && single && !props.disabled && (
        <button
          type="button"
          className="combobox-clear"
          aria-label={say('form.clear')}
          onClick={() => props.onChange([])}
        >
          <Icon name="close" size={14} />
        </button>
      )}
      <span className="combobox-chevron">
        <Icon name="chevron" size={16} />
      </span>
      {open && (
        <div
          ref={list}
          id={listId}
          popover="manual"
          className="popup listbox"
          role="listbox"
          aria-label={props.label ?? props.placeholder}
          aria-multiselectable={props.multiple || undefined}
          data-stretch="yes"
          tabIndex={-1}
        >
          {props.note && <p className="popup-note">{props.note}</p>}
          {!props.note && shown.length === 0 && <p className="popup-note">{say('form.noMatch')}</p>}
          {shown.map((choice, index) => {
            const isSelected = props.selected.includes(choice.value);
            const opensGroup = choice.group && choice.group !== shown[index - 1]?.group;
            return (
              <div key={choice.value} role="presentation">
                {opensGroup && <p className="popup-group">{choice.group}</p>}
                <div
                  id={optionId(choice)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={isSelected}
                  className="popup-item"
                  data-active={choice === current ? 'yes' : undefined}
                  ref={choice === current ? scrollNear : undefined}
                  onPointerMove={() => setActive(index)}
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => choose(choice)}
                  onKeyDown={onKeyDown}
                >
                  <span>{choice.label}</span>
                  {choice.description && <small>{choice.description}</small>}
                  {isSelected && <Icon name="check" size={16} />}
                </div>
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

function scrollNear(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' });
}

function matching(props: Pick<ComboboxProps, 'choices' | 'onQuery'>, query: string | null): readonly Choice[] {
  if (query === null || query === '' || props.onQuery) return props.choices;
  const words = folded(query).split(/\s+/);
  return props.choices.filter((choice) => {
    const text = folded(`${choice.label} ${choice.description ?? ''}`);
    return words.every((word) => text.includes(word));
  });
}
