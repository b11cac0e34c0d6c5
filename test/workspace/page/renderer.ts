import { createElement, type FunctionComponent, type ReactElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { readBlocks } from '../../../src/workspace/page/block-kit/schema.ts';
import { type Session, SessionContext } from '../../../src/workspace/page/state/session.ts';
import { type Language, WordsContext, wordsIn } from '../../../src/workspace/page/words/words.ts';
import type { ElementValues, Message, View } from '../../../src/workspace/slack/browser-api.ts';
import { FixtureWorld } from './fixture-world.ts';

const world = new FixtureWorld();
// The page is compiled with the browser's types and this folder without them, so its components come by name.
const page = '../../../src/workspace/page';
const surface: {
  SurfaceProvider: FunctionComponent<{
    container: { kind: 'modal'; viewId: string };
    blocks: ReturnType<typeof readBlocks>;
    domPrefix: string;
    typed: ElementValues;
    onTyped: () => void;
    errors?: Record<string, string>;
    children?: ReactNode;
  }>;
} = await import(`${page}/block-kit/surface.tsx`);
const blocksModule: { Blocks: FunctionComponent<{ blocks: ReturnType<typeof readBlocks> }> } = await import(
  `${page}/block-kit/blocks.tsx`
);
const messageModule: {
  MessageView: FunctionComponent<{ message: Message; compact: boolean; inThread: boolean; onThread: () => void }>;
} = await import(`${page}/chat/message.tsx`);
const modalModule: {
  ModalView: FunctionComponent<{
    view: View;
    depth: number;
    titleId: string;
    typed: ElementValues;
    onTyped: () => void;
    onClose: () => void;
    onSent: () => void;
  }>;
} = await import(`${page}/modal/modal-view.tsx`);

/** Blocks as the page draws them for Maya, as HTML. */
export function drawn(
  json: readonly unknown[],
  more: { typed?: ElementValues; errors?: Record<string, string>; language?: Language; domPrefix?: string } = {},
): string {
  const blocks = readBlocks(json);
  const inside = createElement(
    surface.SurfaceProvider,
    {
      container: { kind: 'modal', viewId: 'V1' },
      blocks,
      domPrefix: more.domPrefix ?? 'v',
      typed: more.typed ?? {},
      onTyped: () => {},
      ...(more.errors ? { errors: more.errors } : {}),
    },
    createElement(blocksModule.Blocks, { blocks }),
  );
  return markup(inside, more.language ?? 'en');
}

/** One message of a conversation, with its head and what can be done with it. */
export function drawnMessage(message: Message, language: Language): string {
  return markup(
    createElement(messageModule.MessageView, { message, compact: false, inThread: false, onThread: () => {} }),
    language,
  );
}

/** A modal's inside; whatever holds it is named by `titleId`. */
export function drawnModal(view: View, titleId: string, language: Language): string {
  const quiet = { typed: {}, onTyped: () => {}, onClose: () => {}, onSent: () => {} };
  return markup(createElement(modalModule.ModalView, { view, depth: 1, titleId, ...quiet }), language);
}

function markup(inside: ReactElement, language: Language): string {
  const session: Session = {
    bootstrap: world.bootstrap(),
    me: world.people().find(({ id }) => id === 'U0MAYA') ?? unknownPerson(),
    conversations: world.conversations('U0MAYA'),
    reader: { locale: language, timeZone: 'Europe/London', now: world.now },
    personOf: (id) => world.people().find((person) => person.id === id),
    complain: () => {},
    announce: () => {},
    markHint: () => {},
  };
  return renderToStaticMarkup(
    createElement(
      WordsContext,
      { value: wordsIn(language) },
      createElement(SessionContext, { value: session }, inside),
    ),
  );
}

function unknownPerson(): never {
  throw new Error('The fixture has no Maya.');
}
