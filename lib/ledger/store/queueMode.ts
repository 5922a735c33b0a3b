import { LedgerProblem } from './problem';

/** What n8n's own settings say of how many processes it runs in; n8n reads both from the environment (@n8n/config 2.39, executions.config and multi-main-setup.config). */
export interface ProcessSettings {
	EXECUTIONS_MODE?: string;
	N8N_MULTI_MAIN_SETUP_ENABLED?: string;
}

/**
 * Why a ledger cannot lie in a file here: with queue mode or several mains, notifications, triggers and executions live in
 * processes of their own, often on machines of their own, and each would have a file of its own. Pure.
 * @returns null where n8n runs in one process
 */
export function fileInQueueMode({ EXECUTIONS_MODE, N8N_MULTI_MAIN_SETUP_ENABLED }: ProcessSettings): LedgerProblem | null {
	const isQueue = EXECUTIONS_MODE?.trim().toLowerCase() === 'queue';
	if (!isQueue && !isOn(N8N_MULTI_MAIN_SETUP_ENABLED)) return null;
	const how = isQueue ? 'in queue mode (EXECUTIONS_MODE=queue)' : 'with several mains (N8N_MULTI_MAIN_SETUP_ENABLED)';
	return new LedgerProblem('fileInQueueMode', `This n8n runs ${how}, and its processes would each have a ledger file of their own.`, 'Choose PostgreSQL under Kept In, with a credential for a database that all of them reach.');
}

/** As n8n reads a switch. */
function isOn(value: string | undefined): boolean {
	return value !== undefined && ['true', '1'].includes(value.trim().toLowerCase());
}
