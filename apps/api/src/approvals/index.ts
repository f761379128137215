import { ApprovalDesk } from './approval-desk.js';
import { ApprovalReader } from './approval-reader.js';
import { ApprovalsController } from './approvals.controller.js';
import { FactsController } from './facts.controller.js';
import { FactsReader } from './facts-reader.js';
import { ResponseApprovalController } from './response-approval.controller.js';

export const approvalControllers = [FactsController, ApprovalsController, ResponseApprovalController];
export const approvalProviders = [FactsReader, ApprovalReader, ApprovalDesk];
