import { type ReactNode, useLayoutEffect, useRef } from 'react';

/**
 * The browser's own modal dialog: it keeps focus inside, makes the rest inert and gives focus back when it goes.
 * Escape is the caller's to answer, because what closes may first have to ask Relais.
 */
export function Dialog(props: {
  className: string;
  role?: 'dialog' | 'alertdialog';
  labelledBy: string;
  describedBy?: string;
  busy?: boolean;
  onEscape: () => void;
  children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  // Before the content's own effects, which may then move focus to where it belongs.
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      dialog?.close();
      // The browser gives focus back only when the element is still in the page at that moment.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${props.className}`}
      role={props.role}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      aria-busy={props.busy}
      onCancel={(event) => {
        event.preventDefault();
        props.onEscape();
      }}
      // A second Escape closes natively even when the first was answered with "not yet"; so it never gets that far.
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        props.onEscape();
      }}
    >
      {props.children}
    </dialog>
  );
}
