import { useState } from 'react';
import { type Clock, clock as clockSchema, jobList } from '../../slack/browser-api.ts';
import { inZone, relative } from '../block-kit/slack-date.ts';
import { Icon } from '../parts/icon.tsx';
import { ApiError, send } from '../state/client.ts';
import { remember, useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

const hour = 3_600_000;
const steps = [
  ['clock.hour', hour],
  ['clock.day', 24 * hour],
  ['clock.week', 7 * 24 * hour],
] as const;

/** The workspace's time for the current person, how to move it, and what waits for it. */
export function ClockCard({ clock }: { clock: Clock }) {
  const { me, reader, complain, announce, markHint } = useSession();
  const { say, count, lookUp } = useWords();
  const jobs = useResource('/jobs', jobList)?.jobs ?? [];
  const [moving, setMoving] = useState(false);
  const when = (at: Date) =>
    inZone(at, reader, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const reason = (name: string) => lookUp(`reason.${name}`, name.replaceAll(/[-_]/g, ' '));

  // At rest the buttons keep their focus, so that the next press can follow: a disabled one would lose it.
  const move = async (path: string, body: unknown) => {
    if (moving) return;
    setMoving(true);
    announce(say('clock.moving'));
    try {
      const moved = await send(path, body, clockSchema);
      remember('/clock', moved);
      announce(say('clock.moved', { time: when(new Date(moved.now)) }));
      markHint('move-clock');
    } catch (error) {
      complain(say('page.problem', { message: error instanceof ApiError ? error.message : say('page.noAnswer') }));
    } finally {
      setMoving(false);
    }
  };

  const next = clock.next ? new Date(clock.next.at) : null;
  return (
    <section className="card clock" aria-labelledby="clock-title" data-hint-target="move-clock" aria-busy={moving}>
      <header className="card-head">
        <h2 id="clock-title">
          <Icon name="clock" size={18} /> {say('clock.label')}
        </h2>
        <span className="muted">{me.timeZone}</span>
      </header>
      <p className="clock-now">
        <time dateTime={reader.now.toISOString()} data-testid="clock-now">
          <strong>{inZone(reader.now, reader, { hour: '2-digit', minute: '2-digit' })}</strong>
          <span>{inZone(reader.now, reader, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}</span>
        </time>
      </p>
      <div className="clock-steps">
        {steps.map(([label, milliseconds]) => (
          <button
            key={label}
            type="button"
            className="button"
            aria-disabled={moving}
            onClick={() => void move('/clock/move-by', { milliseconds })}
          >
            {say(label)}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="button button-wide"
        aria-disabled={moving || !next}
        aria-describedby="clock-reason"
        onClick={() => next && void move('/clock/move-to-next', {})}
      >
        {moving ? <span className="spinner" aria-hidden="true" /> : <Icon name="forward" size={16} />}
        {say('clock.next')}
      </button>
      <p id="clock-reason" className="clock-reason" data-testid="clock-reason">
        {next && clock.next ? (
          <>
            <span>{reason(clock.next.why)}</span>
            <span className="muted">
              {when(next)} · {relative(next, reader)}
            </span>
          </>
        ) : (
          <span className="muted">{say('clock.nothing')}</span>
        )}
      </p>
      {jobs.length > 0 && (
        <details className="fold">
          <summary>{count('clock.jobs', jobs.length)}</summary>
          <ul className="jobs">
            {jobs.map((job) => (
              <li key={`${job.name}-${job.at}-${job.departureId}`}>
                <span>{reason(job.name)}</span>
                <time className="muted" dateTime={job.at}>
                  {when(new Date(job.at))}
                </time>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
