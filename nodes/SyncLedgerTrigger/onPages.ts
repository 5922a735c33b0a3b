import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';

/** Whether the trigger hands over the pages of a migration, and nothing else. */
export function isOnPages(context: ITriggerFunctions): boolean {
	const chosen: unknown = context.getNodeParameter('triggerOn', []);
	if (!Array.isArray(chosen) || !chosen.includes('pages')) return false;
	if (chosen.length === 1) return true;
	throw new NodeOperationError(context.getNode(), 'Pages stand alone under Trigger On: a migration is a workflow of its own, beside that of the live changes. Choose Pages alone, or leave it out.');
}
