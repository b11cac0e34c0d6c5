/** Where the mailboxes are shown. */
export const mailboxesPath = '/mailboxes';

/** What is shown of a mail; `at` in UTC. */
interface ShownMail {
  subject: string;
  html: string;
  at: string;
}

interface Mailbox {
  address: string;
  /** Null for an address that nobody here has, such as a private one. */
  name: string | null;
  count: number;
}

const style = `
:root{color-scheme:light dark}
body{margin:0;font:15px/1.5 system-ui,sans-serif}
.page{display:grid;grid-template-columns:minmax(14rem,20rem) 1fr;min-height:100vh}
nav{border-right:1px solid #8884;padding:1rem}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:block;padding:.35rem .5rem;border-radius:.4rem;color:inherit;text-decoration:none;overflow-wrap:anywhere}
nav a:hover,nav a[aria-current]{background:#8882}
nav small,.when{opacity:.75}
main{padding:1rem 1.5rem;min-width:0}
h1{font-size:1.2rem;margin:0 0 1rem}
article{border:1px solid #8884;border-radius:.5rem;margin:0 0 1.2rem;overflow:hidden}
article header{padding:.6rem 1rem;border-bottom:1px solid #8884}
article h2{font-size:1rem;margin:0}
iframe{display:block;width:100%;height:34rem;border:0}
:focus-visible{outline:3px solid #1f5fbf;outline-offset:1px}
@media (max-width:700px){.page{grid-template-columns:1fr}nav{border-right:0;border-bottom:1px solid #8884}}
`;

/** Everybody's mailbox, as a page of its own beside the workspace; what is in the mails cannot run here. */
export function drawMailbox(
  boxes: readonly Mailbox[],
  current: { address: string; mails: readonly ShownMail[] } | null,
): string {
  const title = 'Mailboxes · Boîtes de réception';
  const html = String(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{current === null ? title : `${current.address} · ${title}`}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <div class="page">
          <nav aria-label={title}>
            <ul>
              {boxes.map(({ address, name, count }) => (
                <li>
                  <a
                    href={`${mailboxesPath}/${encodeURIComponent(address)}`}
                    aria-current={address === current?.address ? 'page' : undefined}
                  >
                    {name ?? address} {count > 0 && <strong>({count})</strong>}
                    <br />
                    <small>{name === null ? 'private · privée' : address}</small>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <main>
            <h1>{current?.address ?? title}</h1>
            {current !== null && current.mails.length === 0 && <p>Nothing has come yet. · Rien n’est encore arrivé.</p>}
            {current?.mails.map((mail) => (
              <article>
                <header>
                  <h2>{mail.subject}</h2>
                  <div class="when">
                    <time datetime={mail.at}>{mail.at.slice(0, 16).replace('T', ' ')} UTC</time>
                  </div>
                </header>
                <iframe
                  title={mail.subject}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                  srcdoc={mail.html.replace('<head>', '<head><base target="_blank">')}
                />
              </article>
            ))}
          </main>
        </div>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
