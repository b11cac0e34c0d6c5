import { useEffect, useMemo, useState } from 'react';
import { type ElementValues, homeTab } from '../../slack/browser-api.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { readBlocks } from '../block-kit/schema.ts';
import { SurfaceProvider } from '../block-kit/surface.tsx';
import { act } from '../state/client.ts';
import { useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

/** The app's own page for this person; the app is told each time it is opened, so that it can fill it. */
export function HomeTab() {
  const { me } = useSession();
  const { say } = useWords();
  const home = useResource(`/people/${me.id}/home`, homeTab);
  const [typed, setTyped] = useState<ElementValues>({});
  const blocks = useMemo(() => readBlocks(home?.view?.blocks), [home]);
  // The app publishes the tab after it heard that it was opened; only then is an empty one empty.
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    let settle: ReturnType<typeof setTimeout>;
    void act(`/people/${me.id}/home/open`, {}, '').then(() => {
      settle = setTimeout(() => setOpened(true), 1500);
    });
    return () => clearTimeout(settle);
  }, [me.id]);
  if (!home || (!home.view && !opened)) return <p className="empty">{say('home.loading')}</p>;
  if (!home.view || blocks.length === 0) return <p className="empty">{say('home.empty')}</p>;
  return (
    <SurfaceProvider container={{ kind: 'home' }} blocks={blocks} domPrefix="home" typed={typed} onTyped={setTyped}>
      <Blocks blocks={blocks} />
    </SurfaceProvider>
  );
}
