export { createBackend, migrateQueue, type Backend, type QueueOptions } from './backend.js';
export { QueueService, type FailureListener } from './queue-service.js';
