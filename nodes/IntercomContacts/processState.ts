import { ReadyAttributes } from '../../lib/intercom/attributes/readyAttributes';

/** What executions in one n8n process share; it saves calls, and nothing depends on it. */
export const readyAttributes = new ReadyAttributes();
