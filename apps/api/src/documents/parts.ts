import { DocumentReader } from './document-reader.js';
import { DocumentsController } from './documents.controller.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerXlsx } from './ledger-xlsx.js';

/** Papers made from the record and the ledger, for the module of the API. */
export const documentControllers = [DocumentsController, LedgerController];
export const documentReaders = [DocumentReader, LedgerXlsx];
