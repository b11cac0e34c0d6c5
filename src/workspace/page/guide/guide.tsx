import { useEffect } from 'react';
import type { Hint } from '../../slack/browser-api.ts';
import type { Platform } from '../../teams/browser-api.ts';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../words/words.ts';

/** The first run: one hint at a time, in order, each beside a soft ring around what it speaks of. */
export function Guide(props: {
  hints: readonly Hint[];
  platform: Platform;
  onDone: (id: Hint['id']) => void;
  onSkip: () => void;
}) {
  const { say } = useWords();
  const index = props.hints.findIndex((hint) => !hint.done);
  const hint = props.hints[index];
  useEffect(() => {
    if (!hint) return;
    document.documentElement.dataset['hint'] = hint.id;
    return () => {
      delete document.documentElement.dataset['hint'];
    };
  }, [hint]);
  if (!hint) return null;
  // The one thing that is typed differently there.
  const text = hint.id === 'type-offboard' && props.platform === 'teams' ? (`${hint.id}.teams` as const) : hint.id;
  return (
    <section className="guide" aria-label={say('guide.label')}>
      <p className="guide-progress">
        <Icon name="lamp" size={16} />
        {say('guide.progress', { number: index + 1, total: props.hints.length })}
      </p>
      <div aria-live="polite">
        <h2>{say(`guide.${hint.id}.title`)}</h2>
        <p>{say(`guide.${text}.text`)}</p>
      </div>
      <p className="guide-dots" aria-hidden="true">
        {props.hints.map((each) => (
          <span key={each.id} data-done={each.done ? 'yes' : undefined} data-now={each === hint ? 'yes' : undefined} />
        ))}
      </p>
      <div className="guide-buttons">
        <button type="button" className="button button-small" onClick={() => props.onDone(hint.id)}>
          {say('guide.done')}
        </button>
        <button type="button" className="link-button" onClick={props.onSkip}>
          {say('guide.skip')}
        </button>
      </div>
    </section>
  );
}
