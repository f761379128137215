import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryReader } from './delivery-reader.js';
import { NotificationsController } from './notifications.controller.js';

export const deliveryControllers = [DeliveriesController, NotificationsController];
export const deliveryProviders = [DeliveryReader];
