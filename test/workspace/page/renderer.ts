import { createElement, type FunctionComponent, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { readBlocks } from '../../../src/workspace/page/block-kit/schema.ts';
import { type Session, SessionContext } from '../../../src/workspace/page/state/session.ts';
import { WordsContext, wordsIn } from '../../../src/workspace/page/words/words.ts';
import type { ElementValues } from '../../../src/workspace/slack/browser-api.ts';
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

/** Blocks as the page draws them for Maya, as HTML. */
export function drawn(
  json: readonly unknown[],
  more: { typed?: ElementValues; errors?: Record<string, string>; language?: 'en' | 'fr' } = {},
): string {
  const blocks = readBlocks(json);
  const session: Session = {
    bootstrap: world.bootstrap(),
    me: world.people().find(({ id }) => id === 'U0MAYA') ?? unknownPerson(),
    conversations: world.conversations('U0MAYA'),
    reader: { locale: more.language ?? 'en', timeZone: 'Europe/London', now: world.now },
    personOf: (id) => world.people().find((person) => person.id === id),
    complain: () => {},
    announce: () => {},
    markHint: () => {},
  };
  const inside = createElement(
    surface.SurfaceProvider,
    {
      container: { kind: 'modal', viewId: 'V1' },
      blocks,
      domPrefix: 'v',
      typed: more.typed ?? {},
      onTyped: () => {},
      ...(more.errors ? { errors: more.errors } : {}),
    },
    createElement(blocksModule.Blocks, { blocks }),
  );
  return renderToStaticMarkup(
    createElement(
      WordsContext,
      { value: wordsIn(more.language ?? 'en') },
      createElement(SessionContext, { value: session }, inside),
    ),
  );
}

function unknownPerson(): never {
  throw new Error('The fixture has no Maya.');
}
