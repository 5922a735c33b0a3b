import type { INode } from 'n8n-workflow';

/**
 * The address of the trigger that n8n answers. A node without `webhookId` (the workflow was imported by `n8n import:workflow`
 * and never saved in the editor) has its name in it: n8n 2.41 registers the name encoded, and compares it with what the
 * address says once decoded, so the address that n8n itself gives for it answers 404. Pure.
 * @param url as n8n gives it
 */
export function addressThatAnswers(url: string, { webhookId }: Pick<INode, 'webhookId'>): string {
	return webhookId === undefined ? url.replaceAll('%', '%25') : url;
}
