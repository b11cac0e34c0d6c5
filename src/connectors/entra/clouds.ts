/**
 * Microsoft's clouds: the public one and the national ones, each with its own addresses for Graph and for sign-in.
 * https://learn.microsoft.com/graph/deployments
 */
export const clouds = {
  global: { graph: 'https://graph.microsoft.com', login: 'https://login.microsoftonline.com' },
  'us-government': { graph: 'https://graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  'us-government-dod': { graph: 'https://dod-graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  china: { graph: 'https://microsoftgraph.chinacloudapi.cn', login: 'https://login.chinacloudapi.cn' },
} as const;

export const cloudNames = ['global', 'us-government', 'us-government-dod', 'china'] as const;
export type CloudName = (typeof cloudNames)[number];
