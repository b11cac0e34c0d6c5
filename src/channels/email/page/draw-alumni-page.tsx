import type { Child } from 'hono/jsx';
import type { Locale } from '../../../domain/people/people.ts';
import type { AlumnusPage, AlumnusSaid } from '../../../engine/alumni/alumni-page.ts';
import type { AlumniExportWords, AlumniWords } from '../../../views/words/alumni-words.ts';
import { clean } from '../../clean.ts';
import { drawPage } from './draw-page.tsx';

/** What was typed and not taken stands there again. */
export type Typed = Readonly<Record<string, string>>;

interface Drawing extends AlumnusPage {
  words: AlumniWords;
  said: AlumnusSaid | null;
  typed: Typed;
}

const refused: ReadonlySet<AlumnusSaid> = new Set(['refer-full', 'refer-missing', 'score-missing']);

/** All that is kept of somebody, and everything that they can do about it. Opening it changes nothing. */
export function drawAlumniPage(drawing: Drawing): string {
  const { alumnus, words, until, said } = drawing;
  if (alumnus.confirmedAt === null) return drawQuestion(alumnus.locale, words.question);
  if (alumnus.heldSince !== undefined) return drawQuestion(alumnus.locale, words.still);
  return drawPage(
    alumnus.locale,
    words.title,
    <>
      <h1>{clean(words.title)}</h1>
      {said !== null && (
        <div class={`notice ${refused.has(said) ? 'refused' : 'good'}`} role={refused.has(said) ? 'alert' : 'status'}>
          <p class="text">{words.said[said]}</p>
        </div>
      )}
      <p class="text">{clean(words.kept(alumnus, until))}</p>
      <p class="note">{clean(words.exported(alumnus))}</p>
      <form method="post">
        <Press value="stay" label={words.stay} />
      </form>
      {drawing.survey !== null && <Survey {...drawing} />}
      <Choices {...drawing} />
      <Refer {...drawing} />
      <h2>{words.stop.title}</h2>
      <form method="post">
        <p class="text">{words.stop.text}</p>
        <Press value="stop" label={words.stop.button} look="danger" />
      </form>
    </>,
  );
}

function drawQuestion(locale: Locale, question: AlumniWords['question']): string {
  return drawPage(
    locale,
    question.title,
    <>
      <h1>{clean(question.title)}</h1>
      <p class="text">{clean(question.text)}</p>
      <form method="post">
        <div class="buttons">
          <button type="submit" name="do" value="confirm" class="primary">
            {question.confirm}
          </button>
          <button type="submit" name="do" value="stop">
            {question.not}
          </button>
        </div>
      </form>
    </>,
  );
}

function Survey({ words: { survey } }: Drawing) {
  return (
    <form method="post">
      <h2>{survey.title}</h2>
      <fieldset class="field">
        <legend>{clean(survey.score)}</legend>
        {survey.scores.map((score) => (
          <Box type="radio" name="score" value={score} label={score} checked={false} />
        ))}
      </fieldset>
      <div class="field">
        <label for="comment">{survey.comment}</label>
        <textarea id="comment" name="comment" maxlength={survey.longest} aria-describedby="comment-hint" />
        <p class="hint" id="comment-hint">
          {survey.commentHint}
        </p>
      </div>
      <Press value="answer" label={survey.answer} look="primary" />
    </form>
  );
}

function Choices({ alumnus, words }: Drawing) {
  return (
    <form method="post">
      <h2>{words.choose}</h2>
      <fieldset class="field">
        <legend class="first">{words.choose}</legend>
        {words.purposes.map(({ value, label }) => (
          <Box
            {...{ type: 'checkbox', name: 'purposes', value, label }}
            checked={alumnus.purposes[value] !== undefined}
          />
        ))}
      </fieldset>
      <fieldset class="field" aria-describedby="rehire-hint">
        <legend>{words.rehire}</legend>
        {words.wishes.map(({ value, label }) => (
          <Box {...{ type: 'radio', name: 'rehire', value, label }} checked={alumnus.rehire === value} />
        ))}
        <p class="hint" id="rehire-hint">
          {words.rehireHint}
        </p>
      </fieldset>
      <Press value="save" label={words.save} look="primary" />
    </form>
  );
}

function Refer({ alumnus, words, typed }: Drawing) {
  const { refer } = words;
  return (
    <>
      <form method="post">
        <h2>{refer.title}</h2>
        {refer.fields.map(({ id, label, max }) => (
          <div class="field">
            <label for={id}>{label}</label>
            <input type="text" id={id} name={id} maxlength={max} value={typed[id] ?? ''} autocomplete="off" />
          </div>
        ))}
        <Box type="checkbox" name="knows" value="1" label={refer.knows} checked={false} />
        <Press value="refer" label={refer.send} look="primary" />
      </form>
      {alumnus.referrals.length > 0 && <h2>{words.mine}</h2>}
      <ul class="list">
        {alumnus.referrals.map((one) => (
          <li class="item">{clean(words.referral(one))}</li>
        ))}
      </ul>
    </>
  );
}

function Box({
  type,
  name,
  value,
  label,
  checked,
}: {
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  label: string;
  checked: boolean;
}): Child {
  const id = `${name}-${value}`;
  return (
    <div class="choice">
      <input type={type} id={id} name={name} value={value} checked={checked} /> <label for={id}>{clean(label)}</label>
    </div>
  );
}

function Press({ value, label, look }: { value: string; label: string; look?: 'primary' | 'danger' }): Child {
  return (
    <div class="buttons">
      <button type="submit" name="do" value={value} class={look}>
        {clean(label)}
      </button>
    </div>
  );
}

/** The page that gives addresses as a file. */
export function drawAlumniExportPage(locale: 'en' | 'fr', words: AlumniExportWords, says: string): string {
  return drawPage(
    locale,
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="text">{clean(says)}</p>
      <p class="note">{words.note}</p>
      <form method="post">
        <div class="buttons">
          <button type="submit" name="do" value="take" class="primary">
            {words.take}
          </button>
        </div>
      </form>
    </>,
  );
}
