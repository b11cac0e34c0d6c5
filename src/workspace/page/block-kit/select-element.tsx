import { useRef, useState } from 'react';
import { type OptionsAnswer, optionsAnswer } from '../../slack/browser-api.ts';
import { type Choice, Combobox } from '../parts/combobox.tsx';
import { send } from '../state/client.ts';
import { type Session, useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import type { FieldTies } from './elements.tsx';
import type { ElementOf, Option } from './schema.ts';
import { useSurface } from './surface.tsx';

type AnySelect = ElementOf<
  | 'static_select'
  | 'multi_static_select'
  | 'external_select'
  | 'multi_external_select'
  | 'users_select'
  | 'multi_users_select'
  | 'conversations_select'
  | 'multi_conversations_select'
  | 'channels_select'
>;

/** Every select of Block Kit, single or multiple, over its own options, people, conversations or what Relais offers. */
export function SelectElement({ element, ties }: { element: AnySelect; ties: FieldTies }) {
  const surface = useSurface();
  const session = useSession();
  const { say } = useWords();
  const external = useExternalOptions(element, ties.blockId);
  const multiple = element.type.startsWith('multi_');
  const value = surface.currentValue(element, ties.blockId);
  const selected = Array.isArray(value) ? value : value === null ? [] : [String(value)];
  const isExternal = element.type === 'external_select' || element.type === 'multi_external_select';

  const change = (values: string[]) => {
    const next = multiple ? values : (values[0] ?? null);
    if (!ties.form || ties.form.dispatches) void surface.act(element, ties.blockId, next);
    else surface.set(element, ties.blockId, next);
  };
  const words = element.type.includes('users')
    ? 'form.choosePerson'
    : element.type.includes('conversation') || element.type.includes('channel')
      ? 'form.chooseConversation'
      : 'form.choose';
  return (
    <Combobox
      id={ties.id}
      label={ties.label}
      choices={isExternal ? external.choices : choicesOf(element, session)}
      selected={selected}
      multiple={multiple}
      max={'max_selected_items' in element ? element.max_selected_items : undefined}
      clearable={ties.form !== undefined}
      placeholder={element.placeholder?.text ?? say(words)}
      disabled={surface.disabled}
      invalid={ties.invalid ?? false}
      describedBy={ties.describedBy}
      autoFocus={element.focus_on_load}
      note={isExternal ? external.note : null}
      {...(isExternal ? { onQuery: external.ask } : {})}
      onChange={change}
    />
  );
}

function choicesOf(element: AnySelect, session: Session): Choice[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return [
        ...(element.options ?? []).map((option) => choiceOf(option)),
        ...(element.option_groups ?? []).flatMap((group) =>
          group.options.map((option) => choiceOf(option, group.label.text)),
        ),
      ];
    case 'users_select':
    case 'multi_users_select':
      return session.bootstrap.people
        .filter((person) => !person.deactivated)
        .map((person) => ({ value: person.id, label: person.name, description: person.title }));
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
      return session.conversations
        .filter((conversation) => element.type !== 'channels_select' || conversation.kind === 'channel')
        .map((conversation) => ({
          value: conversation.id,
          label: conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name,
        }));
    default:
      return [];
  }
}

function choiceOf(option: Option, group?: string): Choice {
  return {
    value: option.value ?? option.text.text,
    label: option.text.text,
    description: option.description?.text,
    group,
  };
}

/** Asks Relais as the person types, a moment after the last key; what was offered once keeps its label. */
function useExternalOptions(element: AnySelect, blockId: string) {
  const surface = useSurface();
  const { me } = useSession();
  const { say, count } = useWords();
  const [answer, setAnswer] = useState<OptionsAnswer | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);
  const least = 'min_query_length' in element ? (element.min_query_length ?? 0) : 0;

  const ask = (query: string) => {
    clearTimeout(timer.current);
    turn.current += 1;
    const mine = turn.current;
    if (query.length < least) {
      setAnswer(null);
      setNote(count('form.typeMore', least));
      return;
    }
    setNote(say('form.searching'));
    timer.current = setTimeout(async () => {
      const body = { container: surface.container, blockId, actionId: element.action_id, query };
      const got = await send(`/people/${me.id}/options`, body, optionsAnswer).catch(
        (): OptionsAnswer => ({ groups: [], problem: say('page.noAnswer') }),
      );
      // An answer to an older question must not replace a newer one.
      if (mine !== turn.current) return;
      setAnswer(got);
      setNote(got.problem);
    }, 200);
  };
  const first = 'initial_option' in element && element.initial_option ? [element.initial_option] : [];
  const firsts = 'initial_options' in element && element.initial_options ? element.initial_options : first;
  const seen = useRef(new Map(firsts.map((option) => [option.value ?? '', choiceOf(option)])));
  const offered = (answer?.groups ?? []).flatMap((group) =>
    group.options.map((option): Choice => ({ ...option, group: group.label || undefined })),
  );
  for (const choice of offered) seen.current.set(choice.value, choice);
  const value = surface.currentValue(element, blockId);
  const chosen = (Array.isArray(value) ? value : value === null ? [] : [String(value)]).flatMap((v) => {
    const known = seen.current.get(v);
    return known && !offered.some((choice) => choice.value === v) ? [known] : [];
  });
  return { choices: [...offered, ...chosen], note, ask };
}
