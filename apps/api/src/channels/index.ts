import type { OnApplicationShutdown, Provider } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { createCarriers, EndpointBook, Receipts, type Carriers } from '#deliver/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { ChannelReader } from './channel-reader.js';
import { CARRIERS, ChannelTrial } from './channel-trial.js';
import { ChannelsController } from './channels.controller.js';
import { EndpointDesk } from './endpoint-desk.js';
import { EndpointReader } from './endpoint-reader.js';
import { EndpointsController } from './endpoints.controller.js';
import { ReceiptsController } from './receipts.controller.js';

/** Ends the connections of the carriers with the process. */
@Injectable()
class CarriersEnd implements OnApplicationShutdown {
  constructor(@Inject(CARRIERS) private readonly carriers: Carriers) {}

  onApplicationShutdown(): void {
    this.carriers.close();
  }
}

export const channelControllers = [ChannelsController, EndpointsController, ReceiptsController];

export const channelProviders: Provider[] = [
  ChannelReader,
  ChannelTrial,
  EndpointDesk,
  EndpointReader,
  CarriersEnd,
  {
    provide: EndpointBook,
    inject: [DataSource, KEYS, Clock],
    useFactory: (source: DataSource, keys: Keys, clock: Clock) =>
      new EndpointBook(source, keys.contacts, clock),
  },
  {
    provide: Receipts,
    inject: [DataSource, EndpointBook, Clock, ContactBook],
    useFactory: (source: DataSource, book: EndpointBook, clock: Clock, contacts: ContactBook) =>
      new Receipts(source, book, { clock, contacts, directory: readDirectory }),
  },
  {
    provide: CARRIERS,
    inject: [API_SETTINGS, EndpointBook, Clock],
    useFactory: ({ smtpUrl, publicUrl }: ApiSettings, book: EndpointBook, clock: Clock) =>
      createCarriers({ smtpUrl, publicUrl, book, clock }),
  },
];
