import { companySync } from './companySync/index.mjs';
import { contactSync } from './contactSync/index.mjs';
import { errorAlerts } from './errorAlerts.mjs';
import { setup } from './setup.mjs';

/** The shipped workflows by file name; quick-start is exported from the editor. */
export const WORKFLOWS = { 'contact-sync': contactSync, 'company-sync': companySync, setup, 'error-alerts': errorAlerts };
