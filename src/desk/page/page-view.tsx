import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { DeskPage, DeskWords } from '../../views/desk/desk-page.ts';
import { BlockView } from './block-view.tsx';
import { type DeskClient, DeskError, fileAddress } from './client.ts';
import { Filters } from './filters.tsx';
import { Held } from './held.tsx';
import type { Route } from './route.ts';

interface PageViewProps {
  client: DeskClient;
  words: DeskWords;
  route: Route;
  href: string;
  go(href: string): void;
  save: ReactNode;
}

const formats = ['csv', 'xlsx', 'pdf'] as const;

/**
 * One page as Relais tells it by now. What is shown belongs to the address that is shown, or says that it is on its
 * way.
 */
export function PageView({ client, words, route, href, go, save }: PageViewProps) {
  const { page, failed } = usePage(client, { route, href });
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (!page) return;
    document.title = `${page.title} · Relais`;
    // Whoever reads by ear hears where they are, but not at the first page, which the browser tells.
    if (shown.current !== null && shown.current !== page.title) heading.current?.focus();
    shown.current = page.title;
  }, [page]);
  if (failed !== null)
    return (
      <p role="alert" className="notice refused">
        {saidOf(failed, words)}
      </p>
    );
  if (!page)
    return (
      <p role="status" className="muted">
        {words.loading}
      </p>
    );
  return (
    <article>
      <div className="title">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {page.title}
          </h1>
          {page.lead !== null && <p className="muted">{page.lead}</p>}
        </div>
        <div className="buttons">
          <MenuTrigger>
            <Button>{words.export}</Button>
            <Popover className="popover">
              <Menu className="menu" aria-label={words.export}>
                {formats.map((format) => (
                  <MenuItem
                    key={format}
                    id={format}
                    onAction={() => window.location.assign(fileAddress(route.view, format, route.query))}
                  >
                    {format.toUpperCase()}
                  </MenuItem>
                ))}
              </Menu>
            </Popover>
          </MenuTrigger>
          {save}
        </div>
      </div>
      {page.filters.length > 0 && <Filters key={href} page={page} query={route.query} words={words} go={go} />}
      {page.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one page never change their places
        <Held key={`${href} ${index}`} instead={words.trouble}>
          <BlockView block={block} words={words} />
        </Held>
      ))}
    </article>
  );
}

/** `failed`: the status of what was answered instead. */
interface Told {
  href: string;
  page: DeskPage | null;
  failed: number | null;
}

function usePage(client: DeskClient, { route, href }: { route: Route; href: string }): Told {
  const [told, setTold] = useState<Told | null>(null);
  // The address says all of it; the route is made anew each time.
  const asked = useRef(route);
  asked.current = route;
  useEffect(() => {
    const aborted = new AbortController();
    // What was called off may come all the same, and then after what is shown by now.
    const tell = (one: Told) => {
      if (!aborted.signal.aborted) setTold(one);
    };
    client.page(asked.current.view, asked.current.query, aborted.signal).then(
      (page) => tell({ href, page, failed: null }),
      (error: unknown) => tell({ href, page: null, failed: error instanceof DeskError ? error.status : 0 }),
    );
    return () => aborted.abort();
  }, [client, href]);
  return told?.href === href ? told : { href, page: null, failed: null };
}

function saidOf(status: number, words: DeskWords): string {
  if (status === 401) return words.over;
  return status === 404 ? words.notThere : words.trouble;
}
