import { ModelReader } from './model-reader.js';
import { ModelsController } from './models.controller.js';

export const modelControllers = [ModelsController];
export const modelProviders = [ModelReader];
