export { EscalateStep } from './step/escalate-step.js';
