import type { Stage } from './stage.ts';
import type { StoryWords } from './words.ts';

/** An account of the leaver, as its system itself tells it. */
interface LeaverAccount {
  system: string;
  login: string;
  status: string;
  live: boolean;
}

/** What the sandbox systems themselves say about whoever has this address; Relais is not asked. */
export function accountsOf({ workspace }: Pick<Stage, 'workspace'>, email: string): readonly LeaverAccount[] {
  return workspace.systems.systems.flatMap((system) =>
    system
      .accounts()
      .filter((account) => account.email === email)
      .map(({ status, live }) => ({ system: system.label, login: email, status, live })),
  );
}

export function showAccounts(stage: Stage, email: string, words: StoryWords): void {
  const accounts = accountsOf(stage, email);
  const { transcript } = stage;
  transcript.happens(words.accounts(accounts.filter(({ live }) => live).length, accounts.length));
  for (const { system, login, status, live } of accounts)
    transcript.happens(words.accountLine(system, login, status, live));
}
