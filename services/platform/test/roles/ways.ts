import { albumsWays } from './ways/albums.ts';
import { erasureWays } from './ways/erasure.ts';
import { imagesWays } from './ways/images.ts';
import { notificationsWays } from './ways/notifications.ts';
import { notificationsDeliveryWays } from './ways/notifications-delivery.ts';
import { notificationsLiveWays } from './ways/notifications-live.ts';
import { notificationsPreferencesWays } from './ways/notifications-preferences.ts';
import { notificationsPreviewsWays } from './ways/notifications-previews.ts';
import { notificationsTopicsWays } from './ways/notifications-topics.ts';
import { schedulerApiWays } from './ways/scheduler-api.ts';
import { schedulerFiringWays } from './ways/scheduler-firing.ts';
import { schedulerRequestsWays } from './ways/scheduler-requests.ts';
import { sharesWays } from './ways/shares.ts';
import { usersWays } from './ways/users.ts';
import { usersReportWays } from './ways/users-report.ts';
import type { Ways } from './ways/way.ts';

/** Every function's ways, by the function's name. */
export const ways: Ways = {
  ...usersWays,
  ...usersReportWays,
  ...imagesWays,
  ...erasureWays,
  ...albumsWays,
  ...sharesWays,
  ...notificationsWays,
  ...notificationsDeliveryWays,
  ...notificationsLiveWays,
  ...notificationsPreferencesWays,
  ...notificationsPreviewsWays,
  ...notificationsTopicsWays,
  ...schedulerApiWays,
  ...schedulerFiringWays,
  ...schedulerRequestsWays,
};

/** A permission for the case that another call fails: with what else has to be missing to get there. */
export const onlyAfterFailureOf: Readonly<Record<string, string>> = {};
