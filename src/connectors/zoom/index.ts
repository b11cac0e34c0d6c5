import { defineConnector } from '../define-connector.ts';
import { zoomSettings } from './zoom-settings.ts';

export const zoom = defineConnector({
  type: 'zoom',
  summary:
    'Zoom account: deactivate, end sign-ins by SSO, take back roles, groups and the licence; hand meetings, webinars and recordings on with the removal',
  tier: 'collaboration',
  settings: zoomSettings,
  load: async () => ({ create: (await import('./zoom-connector.ts')).createZoomConnector }),
});
