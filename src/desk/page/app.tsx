import { useEffect, useState } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import type { DeskShell } from '../../views/desk/desk-page.ts';
import { createDeskClient, DeskError } from './client.ts';
import { Frame } from './frame.tsx';
import { useRoute } from './route.ts';

const client = createDeskClient((...asked) => window.fetch(...asked));

/** The desk. Until Relais has told in which language its reader reads, nothing is said but that something is wrong. */
export function App() {
  const [shell, setShell] = useState<DeskShell | null>(null);
  const [href, go] = useRoute();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    client.shell().then(setShell, (error: unknown) => {
      // The server says the rest: on a page that whoever has no visit gets.
      if (error instanceof DeskError && error.status === 401) window.location.reload();
      else setFailed(true);
    });
  }, []);
  useEffect(() => {
    if (shell) document.documentElement.lang = shell.locale;
  }, [shell]);
  if (failed) return <p role="alert">Relais ✕</p>;
  if (!shell) return <p aria-busy="true">…</p>;
  return (
    <I18nProvider locale={shell.locale}>
      <RouterProvider navigate={go}>
        <Frame client={client} shell={shell} setShell={setShell} href={href} go={go} />
      </RouterProvider>
    </I18nProvider>
  );
}
