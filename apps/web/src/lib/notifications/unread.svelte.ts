/** How much of what one was told is unread: asked at once, and again whenever the server hints at it. */
import type { Unread } from '@heping/protocol';
import { ApiOffline, ApiProblem, api } from '#lib/api/client.ts';
import { onNotificationsChanged } from '#lib/notices.svelte.ts';

class UnreadCount {
  count = $state(0);

  /** Follows the count for as long as somebody is signed in; returns the end of it, fit for an effect. */
  follow(): () => void {
    void this.refresh();
    return onNotificationsChanged(() => void this.refresh());
  }

  async refresh(): Promise<void> {
    try {
      this.count = (await api.get<Unread>('/me/notifications/unread')).unread;
    } catch (error) {
      // A count that cannot be had now is asked for with the next hint, or when the line is back.
      if (!(error instanceof ApiOffline) && !(error instanceof ApiProblem)) throw error;
    }
  }
}

export const unread = new UnreadCount();
