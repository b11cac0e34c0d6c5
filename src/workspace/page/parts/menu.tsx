import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { usePopup, usePressOutside } from './use-popup.ts';

export interface MenuItem {
  key: string;
  label: ReactNode;
  description?: string;
  /** An outside address the item opens, besides what it does. */
  href?: string;
  onChoose: () => void;
}

/** A button with a menu: arrows move, Enter chooses, Escape closes and gives focus back. */
export function Menu(props: {
  label: string;
  children: ReactNode;
  items: readonly MenuItem[];
  empty?: string;
  className?: string;
  align?: 'start' | 'end';
  disabled?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  usePopup(button, list, open);
  usePressOutside([button, list], open, () => setOpen(false));
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const moves: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items[next]?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') {
      setOpen(false);
    }
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={props.className ?? 'icon-button'}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={props.disabled}
        onClick={() => setOpen(!open)}
      >
        {props.children}
      </button>
      {open && (
        <div
          ref={list}
          popover="manual"
          className="popup menu"
          role="menu"
          aria-label={props.label}
          data-align={props.align ?? 'start'}
          tabIndex={-1}
          onKeyDown={onKeyDown}
        >
          {props.items.length === 0 && <p className="popup-note">{props.empty}</p>}
          {props.items.map((item) => (
            <button
              key={item.key}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="popup-item"
              onClick={() => {
                close();
                if (item.href) window.open(item.href, '_blank', 'noopener,noreferrer');
                item.onChoose();
              }}
            >
              <span>{item.label}</span>
              {item.description && <small>{item.description}</small>}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
