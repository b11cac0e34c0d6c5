import type { Locale } from '../domain/people/people.ts';

/** How the pages before the desk look: a style that stands in the page, and the policy that names it. */
export interface DoorLook {
  style: string;
  contentSecurityPolicy: string;
}

/**
 * A page without scripts; `enter` is the label of a button that posts back to where the page came from, null for a page
 * that only says something.
 */
export function drawDoor(
  locale: Locale,
  { title, text, enter }: { title: string; text: string; enter: string | null },
  { style }: DoorLook,
): string {
  const html = String(
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{title}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; its digest is in the policy */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p class="text">{text}</p>
          {enter !== null && (
            <form method="post">
              <div class="buttons">
                <button type="submit" class="primary">
                  {enter}
                </button>
              </div>
            </form>
          )}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
