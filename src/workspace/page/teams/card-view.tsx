import { AdaptiveCard, ExecuteAction, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { useLayoutEffect, useRef } from 'react';
import { teachMarkdown } from './card-markdown.ts';
import { hostConfig } from './host-config.ts';
import { teachElements } from './newer-elements.ts';
import { type PickablePerson, prepareCard } from './prepare-card.ts';

teachMarkdown();
teachElements();

/** A button that was pressed, with what was filled in. */
export interface Pressed {
  kind: 'execute' | 'submit';
  verb: string | null;
  data: unknown;
}

/**
 * An Adaptive Card, drawn by Microsoft's own renderer. It is drawn again only when the card itself changed: what is
 * being typed stays.
 */
export function CardView(props: {
  card: Readonly<Record<string, unknown>>;
  people: readonly PickablePerson[];
  busy: boolean;
  onPress: (pressed: Pressed) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const json = JSON.stringify(props.card);
  // Before whoever scrolls to it measures it.
  useLayoutEffect(() => {
    const card = new AdaptiveCard();
    card.hostConfig = hostConfig;
    card.parse(prepareCard(JSON.parse(json), latest.current.people));
    card.onExecuteAction = (action) => {
      if (latest.current.busy) return;
      if (action instanceof ExecuteAction)
        latest.current.onPress({ kind: 'execute', verb: action.verb ?? null, data: action.data ?? {} });
      else if (action instanceof SubmitAction)
        latest.current.onPress({ kind: 'submit', verb: null, data: action.data ?? {} });
      else if (action instanceof OpenUrlAction && action.url) window.open(action.url, '_blank', 'noopener');
    };
    const drawn = card.render();
    if (drawn) mendNames(drawn);
    place.current?.replaceChildren(...(drawn ? [drawn] : []));
  }, [json]);
  return <div className="teams-card" ref={place} aria-busy={props.busy} />;
}

/** What the renderer leaves out of the names that screen readers say. */
function mendNames(drawn: HTMLElement) {
  // It names the frame around a list that one types into, not the input in it, which is what people come to.
  for (const input of drawn.querySelectorAll('input[list]')) {
    const label = input.parentElement?.getAttribute('aria-labelledby');
    if (!label) continue;
    input.setAttribute('aria-labelledby', label);
    input.parentElement?.removeAttribute('aria-labelledby');
  }
  // It says the question before each answer, but does not tell that they belong together.
  for (const [style, role] of [
    ['expanded', 'radiogroup'],
    ['multiSelect', 'group'],
  ] as const)
    for (const group of drawn.querySelectorAll(`.ac-choiceSetInput-${style}`)) {
      const label = group.querySelector('input')?.getAttribute('aria-labelledby')?.split(' ')[0];
      if (!label) continue;
      group.setAttribute('role', role);
      group.setAttribute('aria-labelledby', label);
    }
}
