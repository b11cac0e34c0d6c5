import { createContext, type ReactNode, useContext, useRef, useState } from 'react';
import type { Container, ElementValue, ElementValues } from '../../slack/browser-api.ts';
import { act } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { ConfirmPrompt } from './confirm-prompt.tsx';
import type { Block, InteractiveElement } from './schema.ts';
import { currentValue, isStateful, standing, withValue } from './values.ts';

/** One place where blocks are drawn (a message, the Home tab, a modal) and what a person does to it. */
export interface Surface {
  container: Container;
  /** Sets apart the DOM ids of surfaces that hold the same blocks. */
  domPrefix: string;
  /** The level of `header` blocks in the document outline. */
  headingLevel: 2 | 3;
  errors: Readonly<Record<string, string>>;
  /** Each `block_id/action_id` that is on its way to Relais. */
  pending: readonly string[];
  disabled: boolean;
  currentValue: (element: InteractiveElement, blockId: string) => ElementValue;
  /** Only keeps the value: an input of a form. */
  set: (element: InteractiveElement, blockId: string, value: ElementValue) => void;
  /** Tells Relais, after the element's confirm dialog was accepted. */
  act: (element: InteractiveElement, blockId: string, value: ElementValue) => Promise<void>;
}

const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('useSurface is only for components inside a SurfaceProvider.');
  return surface;
}

interface Asking {
  element: InteractiveElement;
  resolve: (accepted: boolean) => void;
}

/** Holds what was typed into one surface, sends its actions and asks for confirmation where an element wants it. */
export function SurfaceProvider(props: {
  container: Container;
  blocks: readonly Block[];
  domPrefix: string;
  headingLevel?: 2 | 3;
  typed: ElementValues;
  onTyped: (typed: ElementValues) => void;
  errors?: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  const session = useSession();
  const { say } = useWords();
  const [pending, setPending] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<Asking | null>(null);
  // Two changes in one moment, or one after a question was answered, must both build on the latest.
  const latest = useRef(props.typed);
  latest.current = props.typed;
  const keep = (element: InteractiveElement, blockId: string, value: ElementValue) => {
    latest.current = withValue(latest.current, { blockId, actionId: element.action_id }, value);
    props.onTyped(latest.current);
  };

  const surface: Surface = {
    container: props.container,
    domPrefix: props.domPrefix,
    headingLevel: props.headingLevel ?? 2,
    errors: props.errors ?? {},
    pending,
    disabled: session.me.deactivated,
    currentValue: (element, blockId) => currentValue(element, blockId, props.typed),
    set: keep,
    act: async (element, blockId, value) => {
      const key = `${blockId}/${element.action_id}`;
      // A second press of the same button is impatience, not a second wish.
      if (!isStateful(element) && pending.includes(key)) return;
      if (element.confirm) {
        const accepted = await new Promise<boolean>((resolve) => setAsking({ element, resolve }));
        setAsking(null);
        if (!accepted) return;
      }
      if (isStateful(element)) keep(element, blockId, value);
      setPending((before) => [...before, key]);
      const body = {
        container: props.container,
        blockId,
        actionId: element.action_id,
        value,
        values: standing(props.blocks, latest.current),
      };
      const result = await act(`/people/${session.me.id}/actions`, body, say('page.noAnswer'));
      setPending((before) => before.toSpliced(before.indexOf(key), 1));
      if (!result.ok) session.complain(say('page.problem', { message: result.message }));
      else if (element.type === 'button' && element.style === 'danger') session.markHint('confirm-cut');
    },
  };

  return (
    <SurfaceContext value={surface}>
      {props.children}
      {asking?.element.confirm && <ConfirmPrompt dialog={asking.element.confirm} onAnswer={asking.resolve} />}
    </SurfaceContext>
  );
}
