import type { Drawing } from './drawing';
import { intercomApp, intercomWebhooks } from './intercom';
import { xeroApp, xeroWebhooks } from './xero';

export const DRAWINGS: readonly Drawing[] = [intercomApp, intercomWebhooks, xeroApp, xeroWebhooks];
