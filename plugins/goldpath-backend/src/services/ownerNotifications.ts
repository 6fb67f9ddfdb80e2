import type { AuthService, DiscoveryService, LoggerService } from '@backstage/backend-plugin-api';

/** The services that {@link createOwnerNotifications} uses. */
export interface OwnerNotificationsDeps {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
}

/** Sends a notification to the owner of a service, where Backstage's notifications are installed. */
export type NotifyOwner = (notification: {
  /** entity ref */
  owner: string;
  title: string;
  description: string;
  /** path in the portal */
  link: string;
}) => Promise<void>;

/**
 * The request is that of `NotificationService` in `@backstage/plugin-notifications-node` 0.2.32 (looked up 2026-11-29), which is not a
 * dependency, since most portals do not have the plugin: it answers 404 there. A notification that cannot be sent is logged.
 */
export function createOwnerNotifications({ auth, discovery, logger }: OwnerNotificationsDeps): NotifyOwner {
  return async ({ owner, ...payload }) => {
    try {
      const url = await discovery.getBaseUrl('notifications');
      const onBehalfOf = await auth.getOwnServiceCredentials();
      const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'notifications' });
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          recipients: { type: 'entity', entityRef: owner },
          payload: { ...payload, severity: 'normal', topic: 'goldpath-upgrades' },
        }),
      });
      await response.body?.cancel();
      if (!response.ok && response.status !== 404) throw new Error(`status ${response.status}`);
    } catch (error) {
      logger.warn(`${owner} was not notified of an upgrade: ${String(error)}`);
    }
  };
}
