import type { KeyboardEvent } from 'react';
import type { ElementValue } from '../../slack/browser-api.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import type { FieldTies } from './elements.tsx';
import type { ElementOf } from './schema.ts';
import { useSurface } from './surface.tsx';
import { fromWallClock, toWallClock } from './wall-clock.ts';

type NativeElement = ElementOf<
  | 'plain_text_input'
  | 'number_input'
  | 'email_text_input'
  | 'url_text_input'
  | 'datepicker'
  | 'timepicker'
  | 'datetimepicker'
>;

const htmlTypes: Record<NativeElement['type'], string> = {
  plain_text_input: 'text',
  // A text field with a numeric keypad: a number field drops what it cannot read, so nobody could be told what was
  // wrong.
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** What the browser itself knows how to ask for: text, numbers, addresses, dates and times. */
export function NativeInput({ element, ties }: { element: NativeElement; ties: FieldTies }) {
  const surface = useSurface();
  const { say } = useWords();
  const { me } = useSession();
  const value = surface.currentValue(element, ties.blockId);
  const picksTime = element.type === 'datepicker' || element.type === 'timepicker' || element.type === 'datetimepicker';
  const zone = element.type === 'timepicker' && element.timezone ? element.timezone : me.timeZone;
  const shown =
    element.type === 'datetimepicker' && typeof value === 'number' ? toWallClock(value, zone) : String(value ?? '');
  const trigger = dispatchTrigger(element, ties);

  const change = (text: string) => {
    const next: ElementValue =
      text === '' ? null : element.type === 'datetimepicker' ? fromWallClock(text, zone) : text;
    const tellNow = trigger === 'change' || (trigger === 'pick' && next !== null);
    if (tellNow) void surface.act(element, ties.blockId, next);
    else surface.set(element, ties.blockId, next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || trigger !== 'enter' || event.shiftKey) return;
    event.preventDefault();
    void surface.act(element, ties.blockId, surface.currentValue(element, ties.blockId));
  };

  const shared = {
    id: ties.id,
    value: shown,
    className: 'input',
    placeholder: element.placeholder?.text,
    disabled: surface.disabled,
    'aria-label': ties.label,
    'aria-describedby': ties.describedBy,
    'aria-invalid': ties.invalid || undefined,
    'aria-required': ties.required || undefined,
    // Only where the app asked for it with focus_on_load, inside a dialog it opened.
    autoFocus: element.focus_on_load,
    onKeyDown,
  };
  if (element.type === 'plain_text_input' && element.multiline) {
    return <textarea {...shared} rows={4} onChange={(event) => change(event.target.value)} />;
  }
  return (
    <>
      <input
        {...shared}
        type={htmlTypes[element.type]}
        inputMode={element.type === 'number_input' ? 'decimal' : undefined}
        className={picksTime ? 'input input-picker' : 'input'}
        onChange={(event) => change(event.target.value)}
      />
      {(element.type === 'datetimepicker' || element.type === 'timepicker') && (
        <small className="field-zone">{say('form.zone', { zone })}</small>
      )}
    </>
  );
}

/** When a change is told to Relais at once: Slack's dispatch_action rules. */
function dispatchTrigger(element: NativeElement, ties: FieldTies): 'change' | 'pick' | 'enter' | 'never' {
  const picks = element.type === 'datepicker' || element.type === 'timepicker' || element.type === 'datetimepicker';
  if (!ties.form) return picks ? 'pick' : 'enter';
  if (!ties.form.dispatches) return 'never';
  if (picks) return 'pick';
  const on = element.type === 'plain_text_input' ? element.dispatch_action_config?.trigger_actions_on : undefined;
  return on?.includes('on_character_entered') ? 'change' : 'enter';
}
