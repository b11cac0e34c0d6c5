import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { usePopup } from '../parts/use-popup.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import type { Suggestion } from './compose-text.ts';

/** Where one writes: Enter sends; what is offered while one types is the caller's. */
export function Composer(props: {
  label: string;
  placeholder: string;
  help: string;
  /** What else can be done from here, before the text. */
  tools?: ReactNode;
  suggest: (text: string, caret: number) => readonly Suggestion[];
  /** A complete command is sent by Enter even while longer ones are offered. */
  isCommand: (text: string) => boolean;
  /** Resolves to whether the text was taken. */
  onSend: (said: string) => Promise<boolean>;
}) {
  const { me } = useSession();
  const { say } = useWords();
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [hidden, setHidden] = useState(false);
  const [sending, setSending] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const helpId = useId();

  const suggestions = hidden ? [] : props.suggest(text, caret);
  const open = suggestions.length > 0;
  const current = suggestions[Math.min(active, suggestions.length - 1)];
  usePopup(frame, list, open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 200)}px`;
  }, [text]);

  const put = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setActive(0);
    setHidden(false);
  };
  const take = (suggestion: Suggestion) => {
    put(suggestion.text, suggestion.caret);
    area.current?.focus();
    requestAnimationFrame(() => area.current?.setSelectionRange(suggestion.caret, suggestion.caret));
  };
  const submit = async () => {
    const said = text.trim();
    if (said === '' || sending) return;
    setSending(true);
    const taken = await props.onSend(said);
    setSending(false);
    if (taken) put('', 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + suggestions.length) % suggestions.length);
    } else if (open && event.key === 'Tab' && !event.shiftKey && current) {
      event.preventDefault();
      take(current);
    } else if (open && event.key === 'Escape') {
      event.preventDefault();
      setHidden(true);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      // A half-typed command is completed first.
      const complete = active === 0 && props.isCommand(text.trim());
      if (open && current && !complete) take(current);
      else void submit();
    }
  };

  if (me.deactivated) return <p className="composer-closed">{say('people.deactivatedNote', { name: me.name })}</p>;
  return (
    <div className="composer" data-hint-target="type-offboard">
      <div className="composer-frame" ref={frame} aria-busy={sending}>
        {props.tools}
        <textarea
          ref={area}
          rows={1}
          value={text}
          role="combobox"
          aria-label={props.label}
          aria-describedby={helpId}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={open && current ? `${listId}-${current.key}` : undefined}
          placeholder={props.placeholder}
          onChange={(event) => put(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onBlur={() => setHidden(true)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="send"
          aria-label={say(sending ? 'composer.sending' : 'composer.send')}
          title={say('composer.send')}
          disabled={text.trim() === '' || sending}
          onClick={() => {
            // The button goes to rest once the text is gone.
            area.current?.focus();
            void submit();
          }}
        >
          {sending ? <span className="spinner" aria-hidden="true" /> : <Icon name="send" size={18} />}
        </button>
      </div>
      <p id={helpId} className="composer-help">
        {props.help}
      </p>
      {open && (
        <div
          ref={list}
          id={listId}
          popover="manual"
          className="popup listbox suggestions"
          role="listbox"
          data-stretch="yes"
          tabIndex={-1}
          aria-label={say(suggestions[0]?.personId ? 'composer.mentions' : 'composer.commands')}
        >
          {suggestions.map((suggestion, index) => (
            <div
              key={suggestion.key}
              id={`${listId}-${suggestion.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={suggestion === current}
              className="popup-item"
              data-active={suggestion === current ? 'yes' : undefined}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
              onKeyDown={onKeyDown}
            >
              {suggestion.personId && <Avatar id={suggestion.personId} name={suggestion.title} size={24} />}
              <span>{suggestion.title}</span>
              <small>{suggestion.detail}</small>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
