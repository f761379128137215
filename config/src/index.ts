export { readConfig, projectRoot, ConfigError, ROLES, type Config, type ProcessRole } from './config.js';
