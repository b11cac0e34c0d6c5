/** The invented company of the local workspace. Everybody here is made up; addresses are `example.com`. */
export interface WorkspacePerson {
  /** Slack-style user id. */
  id: `U${string}`;
  name: string;
  email: string;
  title: string;
  team: string;
  locale: 'en' | 'fr';
  /** IANA zone. */
  timeZone: string;
  /** ISO 3166-1 alpha-2, for public holidays. */
  country: string;
  managerId: `U${string}` | null;
  /** What the sandbox organisation lets this person do in Relais, besides being a manager. */
  roles: readonly ('hr' | 'it' | 'admin')[];
  /** Under which contract; an employee unless told. */
  workerType?: 'consultant' | undefined;
  /**
   * A guest of several channels, or of one; somebody of another workspace, met in a shared channel. A full member
   * unless told.
   */
  outsider?: 'guest' | 'single-channel-guest' | 'stranger' | undefined;
}

export const company: readonly WorkspacePerson[] = [
  person('U0HUGO', 'Hugo Martin', 'General manager', 'Direction', 'fr', 'Europe/Paris', 'FR', null, ['admin']),
  person('U0MAYA', 'Maya Chen', 'Head of Platform', 'Platform', 'en', 'Europe/London', 'GB', 'U0HUGO'),
  person('U0ALEX', 'Alex Moreau', 'Software engineer', 'Platform', 'en', 'Europe/Paris', 'FR', 'U0MAYA'),
  person('U0JONAS', 'Jonas Weber', 'Software engineer', 'Platform', 'en', 'Europe/Berlin', 'DE', 'U0MAYA'),
  person('U0PRIYA', 'Priya Nair', 'Site reliability engineer', 'Platform', 'en', 'Europe/London', 'GB', 'U0MAYA'),
  {
    ...person('U0SOFIA', 'Sofia Rossi', 'Data consultant', 'Platform', 'en', 'Europe/Rome', 'IT', 'U0MAYA'),
    workerType: 'consultant',
  },
  person('U0CLAIRE', 'Claire Petit', 'Head of Sales', 'Sales', 'fr', 'Europe/Paris', 'FR', 'U0HUGO'),
  person('U0LEO', 'Léo Dubois', 'Account executive', 'Sales', 'fr', 'Europe/Paris', 'FR', 'U0CLAIRE'),
  person('U0NADIA', 'Nadia Berger', 'HR partner', 'People', 'fr', 'Europe/Paris', 'FR', 'U0HUGO', ['hr']),
  person('U0TOM', 'Tom Okafor', 'IT lead', 'IT', 'en', 'Europe/London', 'GB', 'U0HUGO', ['it']),
  person('U0INES', 'Inès Laurent', 'Security engineer', 'IT', 'fr', 'Europe/Paris', 'FR', 'U0TOM', ['it']),
];

/**
 * Whoever works outside and has no account on any chat: reached by mail alone. Systems know them like everybody else.
 */
export const fieldStaff: readonly WorkspacePerson[] = [
  person('U0FATOU', 'Fatou Diallo', 'Field technician', 'Field service', 'fr', 'Europe/Paris', 'FR', 'U0MAYA'),
];

function person(
  ...[id, name, title, team, locale, timeZone, country, managerId, roles = []]: [
    WorkspacePerson['id'],
    string,
    string,
    string,
    'en' | 'fr',
    string,
    string,
    WorkspacePerson['managerId'],
    WorkspacePerson['roles']?,
  ]
): WorkspacePerson {
  return { id, name, email: addressOf(name), title, team, locale, timeZone, country, managerId, roles };
}

/** `Léo Dubois` → `leo.dubois@example.com`. */
function addressOf(name: string): string {
  const ascii = name.normalize('NFD').replace(/\p{Diacritic}/gu, '');
  return `${ascii.toLowerCase().replaceAll(' ', '.')}@example.com`;
}
