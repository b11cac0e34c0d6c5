import type { DossierPress } from '../engine/conversation/dossier-files.ts';
import type { Fonts } from './fonts.ts';

/**
 * Draws dossiers as PDF and packs them. What draws is large, and most processes never draw one: it is loaded with the
 * first. `fontsFolder`: where a build copies the fonts.
 */
export function createDossierPress({ fontsFolder, now }: { fontsFolder: string; now: () => Date }): DossierPress {
  let fonts: Fonts | null = null;
  return {
    async pdf(document) {
      const [{ drawPdf }, { shownBy }, { loadFonts }] = await Promise.all([
        import('./draw-pdf.ts'),
        import('./drawable.ts'),
        import('./fonts.ts'),
      ]);
      fonts ??= loadFonts(fontsFolder);
      return drawPdf(shownBy(document, fonts), { fonts, at: now(), subject: 'Relais' });
    },
    async zip(files) {
      const { zipOf } = await import('./zip.ts');
      return zipOf(files);
    },
  };
}
