import { HeatController } from './heat.controller.js';
import { SettlementReader } from './settlement-reader.js';
import { SettlementsController } from './settlements.controller.js';

/** Heat and suspected levels, for the module of the API. */
export const levelControllers = [HeatController, SettlementsController];
export const levelReaders = [SettlementReader];
