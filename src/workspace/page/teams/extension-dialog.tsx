import { useEffect, useId, useState } from 'react';
import { type DialogResult, dialogResult } from '../../teams/browser-api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { ApiError, send } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { CardView } from './card-view.tsx';
import type { PickablePerson } from './prepare-card.ts';

/**
 * The dialog that an action of the message extension opens: one card after the other, until the app has said its last
 * word.
 */
export function ExtensionDialog(props: {
  action: string;
  title: string;
  people: readonly PickablePerson[];
  onClose: () => void;
}) {
  const { me } = useSession();
  const { say } = useWords();
  const titleId = useId();
  const [shown, setShown] = useState<DialogResult | null>(null);
  const [busy, setBusy] = useState(true);
  const path = `/teams/people/${me.id}/actions/${encodeURIComponent(props.action)}`;
  const noAnswer = say('page.noAnswer');

  useEffect(() => {
    let gone = false;
    void ask(path, {}, noAnswer).then((result) => {
      if (gone) return;
      setShown(result);
      setBusy(false);
    });
    return () => {
      gone = true;
    };
  }, [path, noAnswer]);
  const submit = async (data: unknown) => {
    setBusy(true);
    const result = await ask(`${path}/submit`, { data }, noAnswer);
    setBusy(false);
    setShown(result);
  };

  return (
    <Dialog className="modal teams-dialog" labelledBy={titleId} busy={busy} onEscape={props.onClose}>
      <header className="modal-head">
        <h2 id={titleId} tabIndex={-1}>
          {shown?.ok ? shown.title : props.title}
        </h2>
        <button
          type="button"
          className="icon-button"
          aria-label={say('modal.close')}
          title={say('modal.close')}
          onClick={props.onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <section className="modal-body" tabIndex={0} aria-labelledby={titleId}>
        {shown?.ok && shown.card && (
          <CardView card={shown.card} people={props.people} busy={busy} onPress={({ data }) => void submit(data)} />
        )}
        <p className="teams-says" role="status">
          {busy ? say('modal.working') : wordsOf(shown)}
        </p>
      </section>
    </Dialog>
  );
}

function wordsOf(shown: DialogResult | null): string | null {
  if (!shown) return null;
  return shown.ok ? shown.says : shown.message;
}

function ask(path: string, body: unknown, noAnswer: string): Promise<DialogResult> {
  return send(path, body, dialogResult).catch((error: unknown) => ({
    ok: false as const,
    problem: 'no_answer',
    message: error instanceof ApiError ? error.message : noAnswer,
  }));
}
