/** Who the local workspace and the app installed in it are. Fixed, so that a restart finds the same ids. */
export const team = { id: 'T0RELAIS', domain: 'relais-local', name: 'Relais local workspace' } as const;

/** Whoever is met in a shared channel comes from there. */
export const otherTeamId = 'T0ELSEWHERE';

export const bot = {
  userId: 'U0RELAIS',
  botId: 'B0RELAIS',
  appId: 'A0RELAIS',
  name: 'Relais',
  handle: 'relais',
} as const;

/** Slack's own voice: it reports commands that failed. */
export const slackbot = { userId: 'USLACKBOT', name: 'Slackbot' } as const;

/** Slack still sends this long deprecated shared token in every payload; nothing may rely on it. */
export const verificationToken = 'local-workspace-verification-token';
