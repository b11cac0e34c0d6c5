import { inEnglish, type Words } from '../../domain/localized.ts';

/** A dossier as it goes to a wiki, in one language. */
export interface PushedDossier {
  event: 'dossier';
  /** The same for the same push, however often it is sent. */
  id: string;
  /** Of the departure; the same for every push of it. */
  departure: string;
  /** When it was asked for. */
  at: string;
  language: string;
  title: string;
  /** Markdown: the whole dossier, and each topic that is written by itself with all its texts. */
  files: readonly { name: string; text: string }[];
}

/** A receiver of dossiers: your own script in front of Confluence, Notion, or a repository. */
export interface DossierWiki {
  /** Resolves once the receiver has taken it. Throws DossierWikiError only. */
  push(dossier: PushedDossier): Promise<void>;
}

export class DossierWikiError extends Error {
  override readonly name = 'DossierWikiError';
  /** `later`: a later try may work. `never`: the receiver refuses what it was sent. */
  readonly kind: 'later' | 'never';
  /** As people read it; nothing that the receiver answered. */
  readonly words: Words;
  constructor(kind: 'later' | 'never', words: Words, options: ErrorOptions = {}) {
    super(inEnglish(words), options);
    this.kind = kind;
    this.words = words;
  }
}
