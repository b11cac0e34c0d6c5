import { useState } from 'react';
import { Button, Link } from 'react-aria-components';
import type { DeskShell, SavedView } from '../../views/desk/desk-page.ts';
import type { DeskClient } from './client.ts';
import { PageView } from './page-view.tsx';
import { hrefOf, routeOf } from './route.ts';
import { SaveView } from './save-view.tsx';

interface FrameProps {
  client: DeskClient;
  shell: DeskShell;
  setShell(shell: DeskShell): void;
  href: string;
  go(href: string): void;
}

/** What stands around every page: where to go, what was saved, and the way out. */
export function Frame({ client, shell, setShell, href, go }: FrameProps) {
  const { words, menu, saved, organisation, reader } = shell;
  const route = routeOf(href);
  const [said, setSaid] = useState<string | null>(null);
  const remove = (one: SavedView) =>
    client.remove(one.id).then(setShell, () => {
      setSaid(words.trouble);
    });
  const leave = () =>
    client.leave().then(
      () => window.location.reload(),
      () => setSaid(words.trouble),
    );
  return (
    <>
      <a className="skip" href="#page">
        {words.skip}
      </a>
      <header className="top">
        <div className="who">
          <strong>{organisation}</strong>
          <span className="muted">{reader}</span>
        </div>
        <Button className="plain" onPress={leave}>
          {words.leave}
        </Button>
      </header>
      <div className="columns">
        <div className="side">
          <nav aria-label={words.menu}>
            <ul>
              {menu.map((one) => (
                <li key={one.view}>
                  <Link
                    href={hrefOf({ view: one.view, query: {} })}
                    {...(one.view === route.view && { 'aria-current': 'page' as const })}
                  >
                    {one.label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          {saved.length > 0 && (
            <nav aria-label={words.saved} className="saved">
              <h2>{words.saved}</h2>
              <ul>
                {saved.map((one) => (
                  <li key={one.id}>
                    <Link href={hrefOf(one)} {...(hrefOf(one) === href && { 'aria-current': 'page' as const })}>
                      {one.name}
                    </Link>
                    <Button className="plain" aria-label={`${words.remove}: ${one.name}`} onPress={() => remove(one)}>
                      ×
                    </Button>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </div>
        <main id="page" tabIndex={-1}>
          {said !== null && (
            <p role="alert" className="notice refused">
              {said}
            </p>
          )}
          <PageView
            client={client}
            words={words}
            route={route}
            href={href}
            go={go}
            save={
              <SaveView
                words={words}
                save={async (name) => setShell(await client.save(name, route.view, route.query))}
              />
            }
          />
        </main>
      </div>
    </>
  );
}
