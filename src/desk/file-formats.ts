import type { Locale } from '../domain/people/people.ts';
import type { DeskPage } from '../views/desk/desk-page.ts';

/** What a page of the desk can be saved as. */
export const fileFormats = ['csv', 'xlsx', 'pdf'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Writes a page as a file. In none of them does a text become a formula. */
export type WritePage = (page: DeskPage, format: FileFormat, locale: Locale) => Promise<Uint8Array>;

export const mediaTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};
