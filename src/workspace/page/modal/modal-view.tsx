import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type ElementValues, type SubmitResult, submitResult, type View } from '../../slack/browser-api.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { readBlocks } from '../block-kit/schema.ts';
import { SurfaceProvider } from '../block-kit/surface.tsx';
import { complaintsAbout } from '../block-kit/validate.ts';
import { standing } from '../block-kit/values.ts';
import { Icon } from '../parts/icon.tsx';
import { ApiError, send } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

/** One modal: title, blocks, and its two buttons. */
export function ModalView(props: {
  view: View;
  depth: number;
  titleId: string;
  typed: ElementValues;
  onTyped: (typed: ElementValues) => void;
  onClose: (all: boolean) => void;
  onSent: () => void;
}) {
  const { view } = props;
  const { me, announce } = useSession();
  const { say, count } = useWords();
  const blocks = useMemo(() => readBlocks(view.blocks), [view.blocks]);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusInside(form, view);

  const show = (found: Readonly<Record<string, string>>) => {
    setErrors(found);
    const first = blocks.find((block) => found[block.block_id] !== undefined);
    if (!first) return;
    announce(count('form.fix', Object.keys(found).length));
    requestAnimationFrame(() => {
      const field = form.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(first.block_id)}"]`);
      field?.scrollIntoView({ block: 'nearest' });
      field?.querySelector<HTMLElement>('input, textarea')?.focus();
    });
  };
  const onTyped = (typed: ElementValues) => {
    props.onTyped(typed);
    // An answer that was just changed is no longer the one that was complained about.
    const changed = Object.keys(errors).filter((blockId) => typed[blockId] !== props.typed[blockId]);
    if (changed.length > 0)
      setErrors(Object.fromEntries(Object.entries(errors).filter(([id]) => !changed.includes(id))));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A form inside a portal or popup must not send the one around it.
    event.stopPropagation();
    if (sending || view.submit === null) return;
    const complaints = Object.entries(complaintsAbout(blocks, props.typed));
    if (complaints.length > 0) {
      show(Object.fromEntries(complaints.map(([blockId, { word, values }]) => [blockId, say(word, values)])));
      return;
    }
    setSending(true);
    setProblem(null);
    const body = { values: standing(blocks, props.typed) };
    const result = await send(`/people/${me.id}/modals/${view.id}/submit`, body, submitResult).catch(
      (error: unknown): SubmitResult => ({
        ok: false,
        problem: 'no_answer',
        message: error instanceof ApiError ? error.message : say('page.noAnswer'),
        errors: {},
      }),
    );
    setSending(false);
    if (result.ok) {
      setErrors({});
    } else {
      show(result.errors);
      // An error under a field that is not in the form would be seen by nobody.
      const shown = Object.keys(result.errors).some((id) => blocks.some((block) => block.block_id === id));
      if (!shown) setProblem(result.message);
    }
    props.onSent();
  };

  const nested = props.depth > 1;
  return (
    <form className="modal-form" ref={form} onSubmit={(event) => void submit(event)} noValidate aria-busy={sending}>
      <header className="modal-head">
        {nested && (
          <button
            type="button"
            className="icon-button"
            aria-label={say('modal.back')}
            title={say('modal.back')}
            onClick={() => props.onClose(false)}
          >
            <Icon name="back" />
          </button>
        )}
        <h2 id={props.titleId} tabIndex={-1}>
          {view.title}
        </h2>
        <button
          type="button"
          className="icon-button"
          aria-label={say('modal.close')}
          title={say('modal.close')}
          onClick={() => props.onClose(true)}
        >
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <section className="modal-body" tabIndex={0} aria-labelledby={props.titleId}>
        {problem && (
          <p className="modal-problem" role="alert">
            <Icon name="alert" size={18} />
            {problem}
          </p>
        )}
        {blocks.length === 0 ? (
          <p className="modal-loading">
            <span className="spinner" aria-hidden="true" /> {say('modal.loading')}
          </p>
        ) : (
          <SurfaceProvider
            container={{ kind: 'modal', viewId: view.id }}
            blocks={blocks}
            domPrefix={`v-${view.id}`}
            headingLevel={3}
            typed={props.typed}
            onTyped={onTyped}
            errors={errors}
          >
            <Blocks blocks={blocks} />
          </SurfaceProvider>
        )}
      </section>
      <footer className="dialog-buttons">
        <button type="button" className="button" onClick={() => props.onClose(false)}>
          {view.close ?? say(nested ? 'modal.back' : view.submit === null ? 'modal.close' : 'modal.cancel')}
        </button>
        {view.submit !== null && (
          <button type="submit" className="button button-primary" aria-busy={sending}>
            {view.submit}
            {sending && <span className="spinner" role="img" aria-label={say('modal.working')} />}
          </button>
        )}
      </footer>
    </form>
  );
}

/**
 * Puts focus on the first field (else the title) when the modal opens or turns to another page, and again when an
 * update took away what had it.
 */
function useFocusInside(form: { current: HTMLFormElement | null }, { hash, title }: View) {
  const page = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each update of the view is a reason to look
  useEffect(() => {
    const turned = page.current !== title;
    page.current = title;
    const now = document.activeElement;
    const inside = now?.closest('.modal-body, .modal-form > .dialog-buttons');
    if (!turned && inside && inside !== now && form.current?.contains(inside)) return;
    if (turned) form.current?.querySelector('.modal-body')?.scrollTo(0, 0);
    const first = form.current?.querySelector<HTMLElement>(
      '.modal-body input:not([disabled]), .modal-body textarea:not([disabled])',
    );
    (first ?? form.current?.querySelector('h2'))?.focus({ preventScroll: true });
  }, [hash, title]);
}
